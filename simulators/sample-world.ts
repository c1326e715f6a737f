/**
 * The people, cards and the enterprise of the training world: the endpoint knows them, the virtual
 * cards carry them, tests and the demonstration use them. Data only; nothing here is a secret.
 */

/** Everybody's password and every card's PIN. */
const password = 'Kakou2026';
const pin = '88888888';

/**
 * The password as a desk keeps it (src-main/operators/passwords.ts): a first start in training need
 * not work it out for everybody.
 */
export const samplePasswordHash =
  'scrypt$V8KRm5OMOPPCW68IvrT8nA==$/kPg+KnELP/tMmjOE6RuzJUQ//czTLG/tz+I3ECmaO8=';

export type SampleRight = 'clerk' | 'signer' | 'administrator';

export interface SampleEnterprise {
  readonly name: string;
  readonly uscc: string;
  readonly organisationCode: string;
  readonly enrolmentCode: string;
}

export interface SampleOperator {
  readonly userName: string;
  readonly displayName: string;
  readonly password: string;
  readonly cardNumber: string | null;
  readonly rights: readonly SampleRight[];
}

export interface SampleCard {
  readonly cardNumber: string;
  readonly holder: string;
  readonly pin: string;
}

export interface SampleWorld {
  readonly enterprise: SampleEnterprise;
  readonly operators: readonly SampleOperator[];
  readonly cards: readonly SampleCard[];
}

export const sampleWorld = {
  enterprise: {
    name: '福州海丝货运代理有限公司',
    uscc: '91350100M000100Y43',
    organisationCode: 'M000100Y4',
    enrolmentCode: 'KAKOU-2026',
  },
  operators: [
    {
      userName: 'chenmin',
      displayName: '陈敏',
      password,
      cardNumber: '2100000000017',
      rights: ['clerk', 'signer', 'administrator'],
    },
    {
      userName: 'liwei',
      displayName: '李伟',
      password,
      cardNumber: null,
      rights: ['clerk'],
    },
    {
      userName: 'wangfang',
      displayName: '王芳',
      password,
      cardNumber: '2100000000025',
      rights: ['clerk', 'signer'],
    },
  ],
  cards: [
    { cardNumber: '2100000000017', holder: '陈敏', pin },
    { cardNumber: '2100000000025', holder: '王芳', pin },
  ],
} as const satisfies SampleWorld;
