import type { DistrictCounts } from '../../src-shared/contract/schemas.ts';
import type { useParameters } from './parameters-store.ts';

/** 5301 皇岗海关 5 票；… */
export const districtWords = (
  districts: DistrictCounts,
  parameters: Pick<ReturnType<typeof useParameters>, 'display'>,
): string =>
  districts
    .map(
      ({ customsCode, count }) =>
        `${parameters.display('customsDistrict', customsCode)} ${String(count)} 票`,
    )
    .join('；');
