import type { FollowerMemory } from '../../app/watch-log/ports.ts';

/** A look that remembers nothing: whatever the register shows is seen for the first time. */
export const noMemory: FollowerMemory = {
  load: async () => undefined,
  save: async () => undefined,
  loadCursor: async () => null,
  saveCursor: async () => undefined,
  tileRoot: async () => undefined,
  saveTileRoot: async () => undefined,
  keepEvidence: async () => null,
};
