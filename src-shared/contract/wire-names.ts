import type { ChannelName } from './channels.ts';

/** The names on the wire between preload and main; apart from the schemas, so that the preload stays small. */
const prefix = 'kakou:';

export const invokeChannel = (name: ChannelName): string => `${prefix}${name}`;
export const eventChannel = `${prefix}event`;
/** Hands the window one end of the port to the card process; only PINs and their answers pass it. */
export const pinPortChannel = `${prefix}pin-port`;

/** Where the window's files live; nothing else has this origin. */
export const windowOrigin = 'kakou://app';

/** Where pages for paper live: another origin, so that nothing in them can ever call main. */
export const printOrigin = 'kakou://print';
