import type { JsonObject } from '../../../core/lib/json.ts';
import { type BrowserModel, toBrowserModel } from '../../../core/model/browserModel.ts';
import { compile } from '../../../core/model/compile.ts';

const account: JsonObject = {
  $id: 'account',
  title: 'Account',
  'x-plural': 'Accounts',
  properties: { name: { type: 'string', title: 'Name' }, city: { type: 'string', title: 'City' } },
  'x-display': 'name',
};

const order: JsonObject = {
  $id: 'order',
  title: 'Order',
  'x-plural': 'Orders',
  properties: {
    name: { type: 'string', title: 'Name' },
    account: { title: 'Account', 'x-relation': { to: 'account' } },
    partners: { title: 'Partners', 'x-relation': { to: 'account', many: true } },
    currency: { type: 'string', title: 'Currency', enum: ['EUR', 'USD'] },
    total: { type: 'number', title: 'Total', 'x-type': 'money', 'x-currency': { field: 'currency' } },
    pin: { type: 'string', title: 'Pin', 'x-type': 'encrypted' },
    doubled: { type: 'number', title: 'Doubled', 'x-formula': 'total * 2' },
    sumOfLines: { title: 'Sum of lines', 'x-rollup': { from: 'line.order', value: 'sum(sum)' } },
    bigLines: { title: 'Big lines', 'x-rollup': { from: 'line.order', value: 'count()', where: 'amount > 0.1' } },
    withTax: { type: 'number', title: 'With tax', 'x-type': 'money', 'x-formula': 'sumOfLines * 1.19' },
    lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'order' } },
  },
  'x-display': 'name',
};

const line: JsonObject = {
  $id: 'line',
  title: 'Line',
  'x-plural': 'Lines',
  properties: {
    order: { title: 'Order', 'x-relation': { to: 'order', onDelete: 'cascade' } },
    title: { type: 'string', title: 'Title' },
    maker: { title: 'Maker', 'x-relation': { to: 'account' } },
    amount: { type: 'number', title: 'Amount' },
    sum: { type: 'number', title: 'Sum', 'x-formula': 'amount * 2' },
  },
  'x-display': 'title',
  'x-parent': { entity: 'order', field: 'order' },
};

/** Orders with lines and accounts, compiled and told as the server does. */
export function testModel(): BrowserModel {
  const definitions = [account, order, line].map((document) => ({
    kind: 'entity',
    name: String(document.$id),
    package: 'test',
    document: { $schema: 'kiln:entity', type: 'object', ...document },
  }));
  return toBrowserModel(compile(definitions), 'en');
}
