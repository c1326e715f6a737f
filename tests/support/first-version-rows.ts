import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { parseKilograms } from '../../src-shared/declaration/weight.ts';

/**
 * A saved sheet as the first version of the store wrote it, for the tests of migrations: its columns
 * are named here once and for all, whatever later versions write.
 */
export const insertFirstVersionSheet = (
  store: WritableStore,
  { head, items }: Sheet,
  facts: { readonly operatorId: number; readonly at: number; readonly number: string },
): number => {
  const id = Number(
    store
      .prepare(
        `INSERT INTO declaration (data_centre_no, trip_no, version, status, withdrawn, base_status,
           base_sequence, receipt_count, problem_count, item_count, confirmed_warnings, entered_at,
           changed_at, operator_id, operator_label, uscc, organisation_code, hidden, customs_code,
           medium_type, medium_id, business_type, transport_mode, import_export, vehicle_type,
           vehicle_weight, trailer_weight, container_weight, remark)
         VALUES (?, ?, 1, '0', 0, '0', 0, 0, 0, ?, '[]', ?, ?, ?, 'chenmin', '', '', 0,
           ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        `D${facts.number}`,
        `T${facts.number}`,
        items.length,
        facts.at,
        facts.at,
        facts.operatorId,
        head.customsCode,
        head.mediumType,
        head.mediumId,
        head.businessType,
        head.transportMode,
        head.importExport,
        head.vehicleType,
        parseKilograms(head.vehicleWeight),
        parseKilograms(head.trailerWeight),
        parseKilograms(head.containerWeight),
        head.remark,
      ).lastInsertRowid,
  );
  const insertItem = store.prepare(
    `INSERT INTO item (declaration_id, position, direction, object_type, object_id, vessel_name,
       voyage_no, business_type, bill_type, pickup_weight, container_no1, container_no2, seal_nos1,
       seal_nos2, remark)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  items.forEach((item, position) =>
    insertItem.run(
      id,
      position,
      item.direction,
      item.objectType,
      item.objectId,
      item.vesselName,
      item.voyageNo,
      item.businessType,
      item.billType,
      parseKilograms(item.pickupWeight),
      item.containerNo1,
      item.containerNo2,
      item.sealNos1,
      item.sealNos2,
      item.remark,
    ),
  );
  return id;
};
