import bwip from 'bwip-js/generic';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Code 128 of a number, drawn so that every scanner of a gate reads it from paper. */

/** What the code's sets A and B hold without control characters. */
const encodable = /^[\u0020-\u007E]+$/;
/** Millimetres: a good office printer draws it sharp, and 32 digits fit on half a page. */
const widestModule = 0.33;
const widestCode = 96;
/** Modules of white that the standard asks for at both sides. */
const quietZone = 10;

/** Widths of bars and spaces in modules, a bar first; null where the text can't be encoded. */
export const barWidths = (text: string): readonly number[] | null => {
  if (!encodable.test(text)) return null;
  const [drawn] = bwip.raw({ bcid: 'code128', text });
  return drawn !== undefined && 'sbs' in drawn ? drawn.sbs : null;
};

export const barCode = (text: string): Html | null => {
  const widths = barWidths(text);
  if (widths === null) return null;
  const modules = widths.reduce((sum, width) => sum + width, 2 * quietZone);
  const bars: string[] = [];
  let at = quietZone;
  widths.forEach((width, index) => {
    if (index % 2 === 0) bars.push(`M${String(at)} 0h${String(width)}v1h-${String(width)}z`);
    at += width;
  });
  const millimetres = modules * Math.min(widestModule, widestCode / modules);
  return html`<svg
    class="bars"
    width="${millimetres.toFixed(2)}mm"
    viewBox="0 0 ${modules} 1"
    preserveAspectRatio="none"
  >
    <path d="${bars.join('')}" />
  </svg>`;
};
