import { existsSync, realpathSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import {
  type KnownModule,
  knownModules,
  type ModulePlatform,
  modulePlaces,
} from './known-modules.ts';

export interface PresentModule {
  readonly name: string;
  readonly file: string;
}

/** The known modules that are installed on this machine, each file once. */
export function modulesHere(
  platform: string = process.platform,
  exists: (file: string) => boolean = existsSync,
): readonly PresentModule[] {
  if (!isKnown(platform)) return [];
  const join = platform === 'win32' ? win32.join : posix.join;
  const present = knownModules.flatMap((known: KnownModule) =>
    known[platform].flatMap((name) =>
      modulePlaces[platform]
        .map((folder) => join(folder, name))
        .filter(exists)
        .map((file) => ({ name: known.name, file })),
    ),
  );
  return present.filter(
    ({ file }, index) => present.findIndex((one) => real(one.file) === real(file)) === index,
  );
}

const isKnown = (platform: string): platform is ModulePlatform => platform in modulePlaces;

/** Distributions reach one file by several folders. */
function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
