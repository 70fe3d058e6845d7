import { defineNumeric } from './shared/defineNumeric.ts';

/** A share in percent: 12.5 means 12.5 %. */
export const percent = defineNumeric({ name: 'percent', means: ['format percent'], scale: 2 });
