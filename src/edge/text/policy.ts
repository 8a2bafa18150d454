import type { JsonFault } from '../../format/signature/strict-json.ts';
import { type FileTrouble, fileTroubleText } from './verify-command.ts';

/** Why a policy document cannot be used: the file, or every fault in it. */
export type PolicyTrouble = FileTrouble | readonly JsonFault[];

const faults: { readonly [F in JsonFault['fault']]: (path: string) => string } = {
  'not-json': () => 'Tệp không phải là JSON.',
  missing: (path) => `Thiếu mục «${path}».`,
  unknown: (path) => `Mục «${path}» không có trong quy cách của chính sách kiểm tra.`,
  malformed: (path) =>
    `Mục «${path === '' ? 'toàn bộ tệp' : path}» sai kiểu hoặc ngoài khoảng cho phép.`,
};

/** What is wrong with a policy document, one fault to a line. */
export function policyTroubleText(file: string, trouble: PolicyTrouble): string {
  if (typeof trouble === 'string') {
    return `Không đọc được chính sách kiểm tra «${file}». ${fileTroubleText(trouble)}`;
  }
  const lines = trouble.map(({ fault, path }) => `  - ${faults[fault](path)}`);
  return [
    `Chính sách kiểm tra «${file}» sai quy cách nên không được dùng:`,
    ...lines,
    'Sửa tệp theo mẫu policies/hocba-verification-1.json (docs/verify.md), hoặc bỏ --policy để dùng chính sách đi kèm phần mềm.',
  ].join('\n');
}
