/** One block of a PEM text (RFC 7468): its label and the octets inside. */
export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

/** The blocks of a text, in order; text around them is let be. Undefined when a block is broken. */
export function parsePem(text: string): readonly PemBlock[] | undefined {
  const blocks: PemBlock[] = [];
  const pattern = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----/g;
  for (const [, label = '', body = '', end] of text.matchAll(pattern)) {
    const der = label === end ? octetsOf(body) : undefined;
    if (der === undefined) return undefined;
    blocks.push({ label, der });
  }
  const begins = text.match(/-----BEGIN /g)?.length ?? 0;
  return begins === blocks.length ? blocks : undefined;
}

/** Base64 with any white space in between, otherwise exact; undefined for anything else. */
export function octetsOf(base64: string): Buffer | undefined {
  const text = base64.replace(/\s+/g, '');
  const octets = Buffer.from(text, 'base64');
  return octets.length > 0 && octets.toString('base64') === text ? octets : undefined;
}

/** A PEM block with lines of 64 characters. */
export function writePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
