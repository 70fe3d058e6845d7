export const readerCode = `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: {
    contact: {
      async creating(ctx, record) {
        const account = await ctx.records('account').get(record.account);
        return { city: account === null ? 'Nowhere' : account.region };
      },
    },
  },
});`;

export const hookCode = `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: { contact: { creating: (ctx, record) => ({ jobTitle: record.jobTitle + '.' }) } },
});`;

export const emptyCode = `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({ functions: { noop: async () => null } });`;

export const greedyCode = `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  functions: {
    spin: async () => { for (;;); },
    hoard: async () => { const all = []; for (;;) all.push(new Array(100000).fill(Math.random())); },
  },
});`;
