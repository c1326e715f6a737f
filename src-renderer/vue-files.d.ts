/** For tools that don't read Vue files; the compiler (vue-tsc) takes the real types. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
