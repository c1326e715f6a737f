import { z } from 'zod';
import { measuringDocument } from '../../../src-shared/print/document.ts';
import type { LaidOutFlow } from '../../../src-shared/print/document.ts';
import { paginate } from '../../../src-shared/print/flow.ts';
import type { Flow, Orientation } from '../../../src-shared/print/flow.ts';

/** Where each page ends: only who draws the text knows how high it is. */

/** What `measure-paper.ts` finds in a measuring document. */
export const measuredSchema = z.object({
  height: z.number(),
  gap: z.number(),
  flows: z.array(
    z.object({
      masthead: z.number(),
      running: z.number(),
      sections: z.array(z.object({ heading: z.number(), rows: z.array(z.number()) })),
    }),
  ),
});
export type Measured = z.infer<typeof measuredSchema>;

/** CSS pixels: the printer's rounding of lines. */
const tolerance = 4;

export const layOut = async (
  flows: readonly Flow[],
  orientation: Orientation,
  measure: (document: string) => Promise<Measured>,
): Promise<readonly LaidOutFlow[]> => {
  const measured = await measure(measuringDocument(flows, orientation));
  const space = { height: measured.height - tolerance, gap: measured.gap };
  return flows.map((flow, index) => {
    const heights = measured.flows[index];
    if (heights === undefined) throw new Error('a flow was not measured');
    return { flow, pages: paginate(heights, space) };
  });
};
