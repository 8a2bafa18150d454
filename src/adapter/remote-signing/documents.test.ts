import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { mySignCodes } from './my-sign-call.ts';
import { realPace } from './pace.ts';
import { openRemoteSigning, remoteProviders } from './settings.ts';
import { smartCaStates } from './smart-ca-transactor.ts';
import { vgcaStatuses } from './vgca.ts';

const docs = path.join(import.meta.dirname, '..', '..', '..', 'docs');
const page = readFileSync(path.join(docs, 'remote-signing.md'), 'utf8');
const manual = readFileSync(path.join(docs, 'van-hanh', 'ky-so-tu-xa.md'), 'utf8');

/** The part of the page about one provider. */
function sectionOf(title: string): string {
  const [, section = ''] = page.split(`\n## ${title}\n`);
  return section.split('\n## ')[0] ?? '';
}

/** Rows of its table of answers: the provider's words and our codes. */
const rowsOf = (title: string): readonly (readonly [string, string])[] =>
  [...sectionOf(title).matchAll(/^\| (.+?) \| (.+?) \|$/gm)].map(([, theirs = '', ours = '']) => [
    theirs,
    ours,
  ]);

const tables: readonly (readonly [title: string, states: Readonly<Record<string, string>>])[] = [
  ['VNPT SmartCA', smartCaStates],
  ['Viettel MySign', mySignCodes],
  ['VGCA Sign Service', Object.fromEntries(Object.entries(vgcaStatuses))],
];
for (const [title, states] of tables) {
  test(`the page names every state of ${title} beside our code`, () => {
    const rows = rowsOf(title);
    assert.ok(rows.length > 2, title);
    for (const [state, code] of Object.entries(states)) {
      const word = new RegExp(`(^|\\W)${state}(\\W|$)`, 'i');
      const isTold = rows.some(([theirs, ours]) => word.test(theirs) && ours.includes(code));
      assert.ok(isTold, `${state} → ${code}`);
    }
  });
}

test('the page names every provider of the settings', () => {
  for (const provider of remoteProviders) assert.ok(page.includes(`| \`${provider}\` |`), provider);
});

const samples = [...manual.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);
for (const sample of samples) {
  const json: { readonly provider: string; readonly trust?: string } = JSON.parse(sample);
  test(`the manual's settings for ${json.provider} are good`, async () => {
    const world = {
      pace: realPace,
      readSecret: async () => '-----BEGIN CERTIFICATE-----',
      showAddress: () => undefined,
      donePage: '',
    };
    // Which authorities this machine trusts is not the manual's matter.
    const trust = json.trust === 'system' ? { trust: 'file.pem' } : {};
    const opened = await openRemoteSigning({ ...json, ...trust }, world);
    assert.deepEqual(opened.ok ? [] : opened.refusal.names, []);
  });
}

test('the manual has settings for four providers', () => assert.equal(samples.length, 4));
