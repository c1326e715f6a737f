import './strict-zod.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import './element-styles.ts';
import './style.css';

createApp(App).use(createPinia()).mount('#app');
