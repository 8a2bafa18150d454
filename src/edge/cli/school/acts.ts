import { closeAct, mendAct, reopenAct } from './content-acts.ts';
import { issueAct, sealAct, statusAct } from './issue-acts.ts';
import { recallAct, replaceAct, submitAct } from './register-acts.ts';
import type { SchoolAct } from './school-command.ts';
import { signersAct } from './signers-act.ts';
import { reviewAct, signAct } from './signing-acts.ts';

/** Every act of a school at the command line, by its verb. */
export const schoolActs: { readonly [N in SchoolAct['name']]: SchoolAct } = {
  mend: mendAct,
  close: closeAct,
  reopen: reopenAct,
  review: reviewAct,
  sign: signAct,
  seal: sealAct,
  issue: issueAct,
  signers: signersAct,
  submit: submitAct,
  recall: recallAct,
  replace: replaceAct,
  status: statusAct,
};
