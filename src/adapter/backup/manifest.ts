import { hash } from 'node:crypto';
import type { Instant } from '../../domain/time/instant.ts';
import type { FileDigest } from './copy-file.ts';

/** One file of a backup; its path is relative to the backup's folder, with `/`. */
export interface BackupFile extends FileDigest {
  readonly path: string;
}

/** Everything that a backup must hold, to the byte. */
export interface Manifest {
  readonly format: 'hocba-backup-1';
  readonly postgres: number;
  readonly systemId: string;
  readonly walSegmentBytes: number;
  readonly firstSegment: string;
  readonly lastSegment: string;
  readonly endedAt: Instant;
  /** Folders below `data/`, the empty ones too. */
  readonly folders: readonly string[];
  readonly files: readonly BackupFile[];
}

export const manifestName = 'manifest.json';

/** The manifest's text; its last member is the SHA-256 of all before it. */
export function writeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, sha256: digestOf(manifest) }, null, 1)}\n`;
}

const digestOf = (manifest: object): string => hash('sha256', JSON.stringify(manifest), 'hex');

/** undefined: not a manifest, or changed; 'other-version': written by another version of this program. */
export function parseManifest(text: string): Manifest | 'other-version' | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('format' in json)) return undefined;
  const { sha256, ...manifest } = json as Manifest & { readonly sha256: unknown };
  if (manifest.format !== 'hocba-backup-1') return 'other-version';
  if (sha256 !== digestOf(manifest) || !isComplete(manifest)) return undefined;
  return manifest;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isInside = (value: unknown): boolean =>
  isText(value) && /^(data|wal)(\/|$)/.test(value) && !value.split('/').includes('..');
const isSegment = (value: unknown): boolean => isText(value) && /^[0-9A-F]{24}$/.test(value);

/** Whoever changes a manifest can write a fitting digest: its paths are not trusted. */
const isComplete = (manifest: Manifest): boolean =>
  Number.isInteger(manifest.postgres) &&
  /^\d+$/.test(String(manifest.systemId)) &&
  Number.isInteger(Math.log2(manifest.walSegmentBytes)) &&
  isSegment(manifest.firstSegment) &&
  isSegment(manifest.lastSegment) &&
  isText(manifest.endedAt) &&
  Array.isArray(manifest.folders) &&
  manifest.folders.every(isInside) &&
  Array.isArray(manifest.files) &&
  manifest.files.every(
    (file: Partial<BackupFile>) =>
      isInside(file.path) &&
      Number.isInteger(file.size) &&
      isText(file.sha256) &&
      /^[0-9a-f]{64}$/.test(file.sha256),
  );
