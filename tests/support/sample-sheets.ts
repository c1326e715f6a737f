import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Head, Item, Sheet } from '../../src-shared/declaration/sheet.ts';

/** Realistic sheets that can be declared as they are: no problem and no warning. */

const item = (head: Head, values: Partial<Item>): Item => ({ ...emptyItem(head), ...values });

const seaHead: Head = emptyHead({
  customsCode: '5202',
  mediumType: 'VN',
  mediumId: '沪A12345',
  businessType: '1000000000',
  transportMode: '2',
  importExport: 'I',
  vehicleType: '02',
  vehicleWeight: '8600',
  trailerWeight: '6200.5',
  containerWeight: '3880',
  remark: '船靠泊后提货',
});

/** Sea import with two bills of lading. */
export const seaImport: Sheet = {
  head: seaHead,
  items: ['COSU6381234560', 'COSU6381234571'].map((objectId, index) =>
    item(seaHead, {
      direction: 'E',
      objectType: 'B',
      objectId,
      vesselName: 'COSCO SHIPPING ARIES',
      voyageNo: '042W',
      billType: '1',
      pickupWeight: index === 0 ? '12500' : '9800.25',
      containerNo1: index === 0 ? 'CSQU3054383' : 'MSKU9070323',
      sealNos1: index === 0 ? 'ES100201|ES100202' : 'ES100203',
    }),
  ),
};

const roadHead: Head = emptyHead({
  customsCode: '5301',
  mediumType: 'VN',
  mediumId: '粤BD12345',
  businessType: '1000000000',
  transportMode: '4',
  importExport: 'E',
  vehicleType: '01',
  vehicleWeight: '9000',
  trailerWeight: '7100',
});

/** Road export with plate and trailer. */
export const roadExport: Sheet = {
  head: roadHead,
  items: [
    item(roadHead, {
      direction: 'I',
      objectType: 'VN',
      objectId: '粤B1234挂',
      voyageNo: '5301026112201',
    }),
  ],
};

const emptyHeadOfContainer: Head = emptyHead({
  customsCode: '2225',
  mediumType: 'VN',
  mediumId: '浙B67890',
  businessType: '0000100000',
  transportMode: '4',
  importExport: 'E',
  vehicleType: '04',
  vehicleWeight: '8800',
  trailerWeight: '5900',
  containerWeight: '4600',
});

/** Two empty containers. */
export const emptyContainers: Sheet = {
  head: emptyHeadOfContainer,
  items: [
    item(emptyHeadOfContainer, {
      direction: 'I',
      objectType: 'C',
      objectId: 'TCLU4265475',
      voyageNo: '2225026112205',
      businessType: '0000100000',
      containerNo1: 'TCLU4265475',
      containerNo2: 'OOLU8726194',
    }),
  ],
};
