import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWorkbook } from '../adapter/workbook/writer.ts';
import type { ExportDeps } from '../edge/cli/commands/export.ts';
import { importDeps } from './import-deps.ts';

const isFree = async (folder: string): Promise<boolean> => {
  const names = await readdir(folder).catch((error: unknown) => {
    // A file of that name is in the way as much as a full folder is.
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? [] : undefined;
  });
  return names?.length === 0;
};

export const exportDeps: ExportDeps = {
  workbooksAt: importDeps.workbooksAt,
  read: importDeps.read,
  readText: importDeps.readText,
  writeNewText: importDeps.writeNewText,
  keptPath: importDeps.keptPath,
  keepText: importDeps.keepText,
  isFree,
  async write(folder, workbooks) {
    for (const workbook of workbooks) {
      const place = path.join(folder, ...workbook.file.split('/'));
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, writeWorkbook(workbook), { flag: 'wx' });
    }
  },
};
