import billType from '../../resources/parameters/billType.json' with { type: 'json' };
import businessType from '../../resources/parameters/businessType.json' with { type: 'json' };
import customsDistrict from '../../resources/parameters/customsDistrict.json' with { type: 'json' };
import direction from '../../resources/parameters/direction.json' with { type: 'json' };
import importExport from '../../resources/parameters/importExport.json' with { type: 'json' };
import mediumType from '../../resources/parameters/mediumType.json' with { type: 'json' };
import objectType from '../../resources/parameters/objectType.json' with { type: 'json' };
import transportMode from '../../resources/parameters/transportMode.json' with { type: 'json' };
import vehicleType from '../../resources/parameters/vehicleType.json' with { type: 'json' };
import { codeTablesSchema } from '../contract/schemas.ts';
import type { CodeTables } from './table-names.ts';

/** The tables as they are shipped, for tests: read through the same schema as at the border. */
export const shippedTables: CodeTables = codeTablesSchema.parse({
  billType,
  businessType,
  customsDistrict,
  direction,
  importExport,
  mediumType,
  objectType,
  transportMode,
  vehicleType,
});
