import { isComposing } from './composing.ts';

/**
 * Enter in a small form acts as Tab does: it goes to the next field. Answers true in the last one,
 * where the form is to be sent.
 */
export const enterGoesOn = (event: KeyboardEvent, form: HTMLElement): boolean => {
  if (event.key !== 'Enter' || isComposing(event)) return false;
  event.preventDefault();
  const fields = [...form.querySelectorAll<HTMLElement>('input, select, textarea')];
  const at = fields.findIndex((field) => field === event.target);
  const next = at < 0 ? undefined : fields[at + (event.shiftKey ? -1 : 1)];
  next?.focus();
  return at >= 0 && next === undefined && !event.shiftKey;
};
