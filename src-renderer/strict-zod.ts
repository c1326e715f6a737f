import { z } from 'zod';

// Imported before every schema: the window's content security policy forbids generated code.
z.config({ jitless: true });
