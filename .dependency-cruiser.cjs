/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-is-pure',
      comment:
        'src-shared runs in both processes: it knows neither of them, nor Node, Electron or Vue.',
      severity: 'error',
      from: { path: '^src-shared/', pathNot: '[.](test|testing)[.]ts$' },
      to: {
        pathNot: '^src-shared/|^node_modules/',
        dependencyTypesNot: ['npm'],
      },
    },
    {
      name: 'shared-without-platform-packages',
      comment: 'Packages that only work in one of the processes, or draw.',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: {
        path: 'node_modules/(electron|vue|pinia|element-plus|better-sqlite3|smartcard|node-hid)/',
      },
    },
    {
      name: 'window-only-through-the-contract',
      comment: 'The renderer reaches the main process through src-shared/contract alone.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main|simulators|scripts|tests)/' },
    },
    {
      name: 'main-without-window',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(src-renderer|scripts|tests)/' },
    },
    {
      name: 'simulators-stay-outside',
      comment: 'Only tests, tools and the training mode may know what stands in for the world.',
      severity: 'error',
      from: { pathNot: '^(simulators|scripts|tests|benchmarks|src-main/training)/|[.]test[.]ts$' },
      to: { path: '^simulators/' },
    },
    {
      name: 'simulators-know-only-shared',
      comment: 'A simulator that borrowed the product’s code would share its mistakes.',
      severity: 'error',
      from: { path: '^simulators/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(src-main|src-renderer|scripts|tests|benchmarks)/' },
    },
    {
      name: 'tests-stay-outside',
      severity: 'error',
      from: { pathNot: '^(tests|benchmarks|scripts)/|[.]test[.]ts$' },
      to: { path: '^(tests|benchmarks)/|[.]test[.]ts$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: { path: '^(src-|simulators)' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'product-without-development-packages',
      comment: 'Test files and the simulators’ server may use what a package does not carry.',
      severity: 'error',
      from: { path: '^src-', pathNot: '[.](test|testing)[.]ts$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/electron/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.vue', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
