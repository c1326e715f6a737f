import type { ChannelInput, ChannelName } from '../../src-shared/contract/channels.ts';
import { success } from '../../src-shared/errors/result.ts';
import type { Handlers } from './register-channels.ts';
import type { SignedIn } from './signed-in.ts';

type PrintChannel = Extract<ChannelName, `print.${string}`>;

const done = success(null);

/** The handlers of paper: preview, printer and PDF. */
export const printHandlers = (signedIn: SignedIn): Pick<Handlers, PrintChannel> => ({
  'print.preview': signedIn(({ print }, input: ChannelInput<'print.preview'>, operator) =>
    print.preview(input, operator),
  ),
  'print.printers': signedIn(async ({ print }) => success(await print.printers())),
  'print.send': signedIn(({ print }, input: ChannelInput<'print.send'>, operator) =>
    print.send(input, operator),
  ),
  'print.pdf': signedIn(({ print }, { jobId }: ChannelInput<'print.pdf'>, operator) =>
    print.savePdf(jobId, operator),
  ),
  'print.showFile': signedIn(({ print }) => {
    print.showFile();
    return done;
  }),
  'print.discard': signedIn(({ print }, { jobId }: ChannelInput<'print.discard'>) => {
    print.discard(jobId);
    return done;
  }),
});
