import { ref } from 'vue';

/** Whether `ImportDialog.vue` is open; it is one for the whole window. */
export const importShown = ref(false);
