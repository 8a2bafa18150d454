import type { CaseFault, CaseFaultCode } from '../cli/assess/json-cursor.ts';
import type { PolicyRefusal } from '../cli/assess/parse-policy.ts';
import type { ContractRefusal } from '../cli/assess-contract.ts';

const faults: { readonly [Code in CaseFaultCode]: string } = {
  'not-object': 'phải là một đối tượng',
  'not-list': 'phải là một danh sách',
  missing: 'còn thiếu',
  empty: 'để trống',
  'wrong-type': 'sai kiểu dữ liệu',
  'out-of-range': 'nằm ngoài khoảng cho phép',
  'not-whole': 'phải là số nguyên',
  'unknown-programme': 'không phải là TT22, TT27 hay TT43',
  'unknown-value': 'không thuộc các giá trị cho phép',
  'wrong-kind': 'không hợp với cách đánh giá của môn học',
  duplicate: 'bị trùng',
  'unknown-item': 'không có trong danh sách môn học, phẩm chất, năng lực',
};

/** Why a case of `hocba assess` cannot be read. */
export const caseFaultText = ({ code, path }: CaseFault): string =>
  `Không đọc được: ${path === '' ? 'trường hợp này' : path} ${faults[code]}.`;

/** Why the arguments or the file of `hocba assess` are refused. */
export function assessRefusalText(refusal: PolicyRefusal | ContractRefusal): string {
  switch (refusal.code) {
    case 'policy-not-name-value':
      return `Cách hiểu «${refusal.text}» phải viết theo dạng TÊN=GIÁ-TRỊ.`;
    case 'policy-unknown':
      return `Không có cách hiểu nào tên «${refusal.name}».`;
    case 'policy-value-unknown':
      return `Cách hiểu «${refusal.name}» không có giá trị «${refusal.value}»; chọn một trong: ${refusal.allowed.join(', ')}.`;
    case 'cases-not-a-list':
      return 'Tệp phải là một danh sách trường hợp, hoặc đối tượng có danh sách «cases».';
  }
}
