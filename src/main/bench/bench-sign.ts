import { sign } from 'node:crypto';
import type { Benchmark } from '../../edge/cli/commands/bench.ts';
import { signerCertificateOf } from '../../format/certificate/signer-trust.ts';
import { benchContent, benchSigners, closeRecord, signClosed } from './bench-records.ts';
import { median, timed } from './median.ts';

const rounds = 9;

/** Records signed a second by fifteen signers, beside fifteen bare RSA private operations. */
export const benchSign: Benchmark = {
  name: 'sign',
  summary: 'ký học bạ (15 chữ ký) trên một lõi; --through softhsm: qua trình kí số và token mềm',
  async run(args) {
    if (args.join(' ') === '--through softhsm') {
      return (await import('./bench-sign-token.ts')).benchSignToken();
    }
    if (args.length > 0) return undefined;
    const signers = await benchSigners(Date.now());
    const contents = Array.from({ length: 10 }, (_, index) => benchContent(index + 1));
    const [content] = contents;
    if (content === undefined) return undefined;
    const keys = [
      ...content.subjects.flatMap(({ teachers }) =>
        teachers.map(({ personalId }) => `teacher:${personalId}`),
      ),
      'homeroom',
      'head',
      'seal',
    ].map((slot) => signers.credential(slot as 'head', content).privateKey);
    const message = Buffer.alloc(1200, 7);
    // A class is closed once, before anybody signs: that is not part of signing.
    const closed = contents.map((each) => ({ content: each, record: closeRecord(each) }));
    const whole = (): void => {
      for (const { content: each, record } of closed) signClosed(record, each, signers);
    };
    const bare = (): void => {
      for (const _ of contents) for (const key of keys) sign('sha256', message, key);
    };
    whole();
    bare();
    const runs: number[] = [];
    const bounds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bounds.push((1000 * contents.length) / timed(bare));
      runs.push((1000 * contents.length) / timed(whole));
    }
    const certificate = signers.credential('head', content).certificate;
    return {
      name: 'sign',
      unit: 'records/s',
      value: median(runs),
      runs,
      bound: median(bounds),
      ratio: median(runs.map((run, index) => run / (bounds[index] ?? Number.NaN))),
      details: {
        signaturesPerRecord: keys.length,
        keyBits: signerCertificateOf(certificate).keyBits,
      },
    };
  },
};
