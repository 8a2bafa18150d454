import { portalText as t } from '../text/portal.ts';
import { type Html, html } from './html.ts';
import { noticePage, type Page } from './page.ts';

/** What was typed, and what of it could not be understood. The birth date is never written back. */
export interface SearchState {
  readonly code: string;
  readonly codeFault: boolean;
  readonly birthDateFault: boolean;
}

export const emptySearch: SearchState = { code: '', codeFault: false, birthDateFault: false };

/** The page on which everyone starts. */
export function searchPage(state: SearchState = emptySearch): Page {
  const wrong = state.codeFault || state.birthDateFault;
  return {
    title: wrong ? t.faults.title : t.search.title,
    main: html`<h1>${t.search.title}</h1>
<p>${t.search.intro}</p>
${searchForm(state)}`,
  };
}

export function searchForm(state: SearchState): Html {
  const { search, faults } = t;
  return html`<form class="form" method="post" action="/tra-cuu" autocomplete="off">
<div class="field">
<label for="ma">${search.code}</label>
<span class="hint" id="ma-goi-y">${search.codeHint}</span>
${state.codeFault ? html`<span class="fault" id="ma-loi" role="alert">${faults.code}</span>` : null}
<input class="code" id="ma" name="code" type="text" required maxlength="80" spellcheck="false" autocapitalize="none" value="${state.code}" ${described('ma', state.codeFault)}>
</div>
${birthDateField(state.birthDateFault, 'optional')}
<button type="submit">${search.submit}</button>
</form>`;
}

const described = (field: string, wrong: boolean): Html =>
  wrong
    ? html`aria-describedby="${field}-loi ${field}-goi-y" aria-invalid="true"`
    : html`aria-describedby="${field}-goi-y"`;

export function birthDateField(wrong: boolean, need: 'optional' | 'required'): Html {
  const { search, faults } = t;
  return html`<div class="field">
<label for="ngay-sinh">${search.birthDate}${need === 'optional' ? html` <span class="optional">${search.optional}</span>` : null}</label>
<span class="hint" id="ngay-sinh-goi-y">${search.birthDateHint}</span>
${wrong ? html`<span class="fault" id="ngay-sinh-loi" role="alert">${faults.birthDate}</span>` : null}
<input class="short" id="ngay-sinh" name="birthDate" type="text" maxlength="20" autocomplete="off"${need === 'required' ? html` required` : null} ${described('ngay-sinh', wrong)}>
</div>`;
}

/** One page for an unknown code and for a wrong birth date: it says nothing about which of them it was. */
export const notFoundPage = (code: string): Page => ({
  title: t.notFound.title,
  main: html`<h1>${t.notFound.title}</h1>
<p>${t.notFound.text}</p>
<ul>${t.notFound.advice.map((advice) => html`<li>${advice}</li>`)}</ul>
<h2>${t.search.retry}</h2>
${searchForm({ ...emptySearch, code })}`,
});

export const tooManyPage = (retryAfterSeconds: number): Page =>
  noticePage(
    t.tooMany.title,
    html`<p>${t.tooMany.text(Math.max(1, Math.ceil(retryAfterSeconds / 60)))}</p>`,
  );

export const outagePage = (): Page => noticePage(t.outage.title, html`<p>${t.outage.text}</p>`);

export const wrongRequestPage = (): Page =>
  noticePage(t.wrongRequest.title, html`<p>${t.wrongRequest.text}</p>`);
