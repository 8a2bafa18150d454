import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { goodRecord } from '../../../test/support/attacks/attack.ts';
import { elementsOf } from '../../../test/support/resign.ts';
import { complaints, verifySample } from '../../../test/support/signed-sample.ts';

/**
 * Small random changes anywhere in a valid record. A mutant is invalid, or it says the same: libxml2, which knows
 * nothing of our scanner, must then give equal canonical forms for every signed part.
 */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 5);
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

function randomFrom(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Meaning {
  /** Canonical forms of the three parts that the seal signs. */
  readonly parts: readonly string[];
  /** The whole, without blanks between elements and inside base64. */
  readonly whole: string;
}

function meaningOf(text: string): Meaning {
  const document = XmlDocument.fromString(text);
  try {
    const mode = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
    const parts = elementsOf(document.root)
      .filter(({ name }) => /^(DU_LIEU_HOC_BA|DANH_SACH_THONG_TIN_KY|CBQL)$/.test(name))
      .map((element) => element.canonicalizeToString({ mode }));
    const whole = document.root
      .canonicalizeToString({ mode })
      .replace(/>\s+</g, '><')
      .replace(
        /(<(?:SignatureValue|X509Certificate)>)([^<]*)/g,
        (_, open, value) => `${open}${value.replace(/\s/g, '')}`,
      );
    return { parts, whole };
  } finally {
    document.dispose();
  }
}

const letters = Buffer.from(' \t\n\r<>&;"\'/=#!?-[]:.,AaZz09+_xI\0\x7f\x80\xc3\xe1\xff', 'latin1');

/** One to three bytes replaced, put in, taken out, exchanged or repeated. */
function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  const at = random(bytes.length);
  const letter = random(4) === 0 ? random(256) : (letters[random(letters.length)] ?? 0);
  const length = random(3) === 0 ? 1 + random(40) : 1;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random(7)) {
    case 0:
      return Buffer.concat([before, Buffer.of(letter), after]);
    case 1:
      return Buffer.concat([before, after.subarray(length)]);
    case 2:
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 3: {
      const from = random(bytes.length);
      return Buffer.concat([before, bytes.subarray(from, from + length), after.subarray(length)]);
    }
    case 4: {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
      return copy;
    }
    default: {
      const copy = Buffer.from(bytes);
      copy[at] = letter;
      return copy;
    }
  }
}

/** The same signatures, outside the template: its own way through the reader. */
const starts: readonly Buffer[] = [
  Buffer.from(goodRecord()),
  Buffer.from(goodRecord().replaceAll('<Signature xmlns', '<Signature  xmlns')),
];

test(`mutants say the same or are invalid (${seconds} s, seed ${seed})`, (t) => {
  const random = randomFrom(seed);
  const meaning = meaningOf(goodRecord());
  const until = performance.now() + seconds * 1000;
  let mutants = 0;
  let same = 0;
  for (; performance.now() < until; mutants++) {
    const start = starts[mutants % 2] ?? starts[0];
    assert.ok(start !== undefined);
    let mutant = mutate(start, random);
    if (random(5) === 0) mutant = mutate(mutant, random);
    if (mutant.equals(start)) continue;
    const report = verifySample(mutant);
    if (report.verdict === 'invalid') {
      assert.ok(complaints(report).length > 0);
      continue;
    }
    same++;
    assert.deepEqual(meaningOf(mutant.toString()), meaning, `mutant ${mutants} of seed ${seed}`);
  }
  t.diagnostic(`${mutants} mutants, ${same} of them valid and equal`);
  assert.ok(mutants > 200 * seconds, `only ${mutants} mutants`);
});
