import { defineNumeric } from './shared/defineNumeric.ts';

export const decimal = defineNumeric({ name: 'decimal', means: ['number', 'format decimal'], scale: 4 });
