import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paginate } from './flow.ts';
import type { FlowHeights } from './flow.ts';

const space = { height: 100, gap: 5 };
const flow = (...sections: FlowHeights['sections']): FlowHeights => ({
  masthead: 20,
  running: 10,
  sections,
});

test('what fits on one page stays on one', () => {
  expect(paginate(flow({ heading: 10, rows: [20, 20, 25] }), space)).toEqual([
    [{ section: 0, from: 0, to: 3 }],
  ]);
});

test('a row that does not fit goes on to the next page, below its heading again', () => {
  const rows = [20, 20, 25, 20, 20, 20, 20];
  expect(paginate(flow({ heading: 10, rows }), space)).toEqual([
    [{ section: 0, from: 0, to: 3 }],
    [{ section: 0, from: 3, to: 6 }],
    [{ section: 0, from: 6, to: 7 }],
  ]);
});

test('a heading never stands alone at the end of a page', () => {
  const sections = [
    { heading: 0, rows: [60] },
    { heading: 5, rows: [10] },
  ];
  expect(paginate(flow(...sections), space)).toEqual([
    [{ section: 0, from: 0, to: 1 }],
    [{ section: 1, from: 0, to: 1 }],
  ]);
});

test('a flow without any row has one page', () => {
  expect(paginate(flow({ heading: 10, rows: [] }), space)).toEqual([[]]);
});

test('every row stands once, in order, and no page holds more than it has room for', () => {
  const height = fc.integer({ min: 0, max: 130 });
  const section = fc.record({
    heading: fc.integer({ min: 0, max: 30 }),
    rows: fc.array(height, { maxLength: 30 }),
  });
  fc.assert(
    fc.property(fc.array(section, { maxLength: 6 }), (sections) => {
      const heights = flow(...sections);
      const pages = paginate(heights, space);
      const placed = pages
        .flat()
        .flatMap(({ section: index, from, to }) =>
          Array.from({ length: to - from }, (_, at) => [index, from + at]),
        );
      expect(placed).toEqual(
        sections.flatMap(({ rows }, index) => rows.map((_, row) => [index, row])),
      );
      pages.forEach((fragments, index) => {
        const shown = fragments.flatMap(({ section: at, from, to }) => {
          const { heading = 0, rows = [] } = sections[at] ?? {};
          return [space.gap + heading, ...rows.slice(from, to)];
        });
        const used =
          (index === 0 ? heights.masthead : heights.running) +
          shown.reduce((sum, one) => sum + one, 0);
        // A row that is higher than any page has one of its own.
        if (shown.length > 2) expect(used).toBeLessThanOrEqual(space.height);
      });
    }),
    { seed: 11, numRuns: 1000 },
  );
});
