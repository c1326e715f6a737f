import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEndpoint } from './endpoint.ts';

/** npm run endpoint -- --port P --data DIR [--step-ms N] [--close-after-ms N|never] */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8790' },
    data: { type: 'string' },
    'step-ms': { type: 'string' },
    'close-after-ms': { type: 'string' },
  },
});

const wholeNumber = (option: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${option} must be a whole number`);
  return Number(text);
};

const { data, 'step-ms': stepMs, 'close-after-ms': closeAfterMs } = values;
if (data === undefined) throw new Error('--data DIR is missing');

const resources = path.resolve(import.meta.dirname, '../../resources');
const endpoint = await startEndpoint({
  port: wholeNumber('port', values.port),
  dataDir: path.resolve(data),
  ...(stepMs === undefined ? {} : { stepMs: wholeNumber('step-ms', stepMs) }),
  ...(closeAfterMs === undefined
    ? {}
    : {
        closeAfterMs: closeAfterMs === 'never' ? null : wholeNumber('close-after-ms', closeAfterMs),
      }),
  openapiFile: path.join(resources, 'single-window/openapi.yaml'),
  parametersDir: path.join(resources, 'parameters'),
});
console.log(endpoint.url);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void endpoint.close().then(() => process.exit(0));
  });
}
