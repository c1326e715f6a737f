import { printOrigin, windowOrigin } from '../../src-shared/contract/wire-names.ts';
import { newSheet, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { roadExport } from '../support/sample-sheets.ts';

/** Attacks on the window, each named in its test; none may succeed. */

test('the page finds no Node and no Electron, only the bridge', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  const found = await window.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys(
      (globalThis as unknown as { kakou: Record<string, unknown> }).kakou,
    ).toSorted(),
  }));
  expect(found).toEqual({ globals: [], bridge: ['invoke', 'onEvent', 'setZoom', 'submitPin'] });
});

test('the renderer is sandboxed and isolated', async ({ openDesk }) => {
  const desk = await openDesk();
  const { app } = await desk.start();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test('inline scripts and eval do not run under the policy', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  const ran = await window.evaluate(async () => {
    const scope = globalThis as unknown as Record<string, unknown>;
    const script = document.createElement('script');
    script.textContent = 'globalThis.attackRan = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'globalThis.attackRan = true');
    image.src = 'data:broken';
    document.body.append(image);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return scope['attackRan'] === true;
  });
  expect(ran).toBe(false);
  const response = await window.evaluate(async (url) => {
    const answer = await fetch(url);
    return answer.headers.get('content-security-policy');
  }, `${windowOrigin}/index.html`);
  expect(response).toContain("script-src 'self'");
  expect(response).toContain("default-src 'none'");
  expect(response).not.toContain('unsafe-eval');
});

test('the page cannot go elsewhere, open windows, or reach the network', async ({ openDesk }) => {
  const desk = await openDesk();
  const { app, window } = await desk.start();
  const outcome = await window.evaluate(async (url) => {
    const opened = globalThis.open('https://example.invalid/') !== null;
    globalThis.location.href = 'https://example.invalid/';
    const reached = await fetch(url).then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { opened, reached };
  }, `${desk.endpoint.url}/clock`);
  expect(outcome).toEqual({ opened: false, reached: false });
  expect(new URL(window.url()).protocol).toBe('kakou:');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the protocol serves nothing from outside the window folder', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  const attempts = [
    '/../build/main.cjs',
    '/..%2f..%2fbuild%2fmain.cjs',
    '/%2e%2e/%2e%2e/build/main.cjs',
    '/....//build/main.cjs',
    '//etc/passwd',
    '/..%5c..%5cbuild%5cmain.cjs',
  ];
  const statuses = await window.evaluate(
    async ({ origin, paths }) =>
      Promise.all(
        paths.map(async (path) =>
          fetch(`${origin}${path}`).then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      ),
    { origin: windowOrigin, paths: attempts },
  );
  for (const [index, status] of statuses.entries()) {
    expect([0, 404], attempts[index]).toContain(status);
  }
});

test('a frame of a foreign page gets no answer from main', async ({ openDesk }) => {
  const desk = await openDesk();
  const { app } = await desk.start();
  const answer = await app.evaluate(async ({ BrowserWindow, app: electronApp }) => {
    const own = BrowserWindow.getAllWindows()[0];
    const path = process.getBuiltinModule('node:path');
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: path.join(electronApp.getAppPath(), '.vite', 'build', 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
      },
    });
    await foreign.loadURL('data:text/html,<p>foreign');
    const result: unknown = await foreign.webContents.executeJavaScript(
      "kakou.invoke('program.state')",
    );
    foreign.destroy();
    return { result, own: own !== undefined };
  });
  expect(answer).toMatchObject({
    own: true,
    result: { ok: false, error: { kind: 'ipc.forbiddenSender' } },
  });
});

test('every permission that the page asks for is denied', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  const outcomes = await window.evaluate(async () => {
    const rejected = (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => 'granted',
        () => 'denied',
      );
    return {
      notifications: await Notification.requestPermission(),
      camera: await rejected(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await rejected(navigator.mediaDevices.getUserMedia({ audio: true })),
      clipboard: await rejected(navigator.clipboard.readText()),
    };
  });
  expect(outcomes).toEqual({
    notifications: 'denied',
    camera: 'denied',
    microphone: 'denied',
    clipboard: 'denied',
  });
});

test('HTML in a remark that is printed runs nothing, loads nothing and stays text', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { app, window } = await desk.start();
  await desk.signIn(window);
  const attack =
    '</td></table><script>top.hit=1</script><img src=x onerror=hit()><base href=//evil>';
  await window.getByTestId('menu-new').click();
  await newSheet(window);
  await typeSheet(window, { ...roadExport, head: { ...roadExport.head, remark: attack } });
  await save(window);
  await window.getByTestId('button-print').click();
  const preview = window.getByTestId('print-preview');
  await expect(preview).toBeVisible();
  await expect(preview).toHaveAttribute('sandbox', '');
  const frame = window.frameLocator('[data-testid="print-preview"]');
  await expect(frame.getByText(attack)).toBeVisible();
  await expect(frame.locator('script, img, base')).toHaveCount(0);
  expect(await preview.getAttribute('src')).toMatch(/^kakou:\/\/print\//);

  // Even markup that got through would find no script, no bridge, and no way to main.
  const address = (await preview.getAttribute('src')) ?? '';
  const found = await app.evaluate(async ({ BrowserWindow }, url) => {
    const page = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await page.loadURL(url);
    const policy: unknown = await page.webContents.executeJavaScript(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        resolve(event.effectiveDirective);
      });
      const script = document.createElement('script');
      script.textContent = 'globalThis.hit = 1';
      document.body.append(script);
      setTimeout(() => resolve('none'), 3000);
    })`);
    const bridge: unknown = await page.webContents.executeJavaScript(
      'typeof kakou + " " + typeof hit',
    );
    page.destroy();
    return { policy, bridge };
  }, address);
  expect(found).toEqual({ policy: 'script-src-elem', bridge: 'undefined undefined' });
  const others = await window.evaluate(
    async (urls) =>
      Promise.all(
        urls.map((url) =>
          fetch(url).then(
            () => 'read',
            () => 'refused',
          ),
        ),
      ),
    [address, `${printOrigin}/..%2fapp/index.html`],
  );
  expect(others).toEqual(['refused', 'refused']);
});
