import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';

/** A definition for tests, of the kind and name that its document says. */
export function definition(document: JsonObject, packageName = 'test'): Definition {
  const kind = String(document.$schema).replace('kiln:', '');
  return { kind, name: String(document.$id), package: packageName, document };
}

/** An entity for tests: `properties`, and whatever else its document needs. */
export function entity(name: string, properties: JsonObject, rest: JsonObject = {}): Definition {
  return definition({ $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest });
}

/** Accounts with contacts, and quotes with line items: every kind of relation, formulas, rollups and rules. */
export function salesDefinitions(): Definition[] {
  return [
    entity(
      'account',
      {
        name: { type: 'string', title: 'Name', minLength: 1, maxLength: 100 },
        industry: {
          type: 'string',
          enum: ['retail', 'finance'],
          'x-options': { retail: { title: 'Retail', color: 'blue' } },
        },
        contactCount: { 'x-rollup': { from: 'contact.account', value: 'count()' } },
        won: { format: 'money', 'x-rollup': { from: 'quote.account', value: 'sum(total)', where: "stage == 'won'" } },
      },
      { title: 'Account', 'x-plural': 'Accounts', required: ['name'], 'x-search': ['name'], 'x-group': 'Sales' },
    ),
    entity(
      'contact',
      {
        name: { type: 'string', title: 'Name', maxLength: 50 },
        email: { type: 'string', format: 'email', title: 'E-mail', 'x-unique': 'ignoreCase' },
        stage: { type: 'string', title: 'Stage', enum: ['lead', 'active'], default: 'lead' },
        born: { type: 'string', format: 'date' },
        since: { type: 'string', format: 'date', 'x-default': 'today()' },
        score: { type: 'integer', minimum: 0, maximum: 100 },
        account: { 'x-relation': { to: 'account', inverse: 'contacts' } },
        friends: { 'x-relation': { to: 'contact', many: true, inverse: 'friendOf' } },
        about: { 'x-relation': { to: ['account', 'quote'], inverse: 'notes' } },
        label: { type: 'string', 'x-formula': "name + (has(email) ? ' <' + email + '>' : '')" },
        shout: { type: 'string', 'x-formula': "label + '!'" },
        place: { type: 'string', 'x-formula': 'account.name' },
      },
      {
        title: 'Contact',
        'x-plural': 'Contacts',
        required: ['name'],
        'x-search': ['name', 'email'],
        'x-owned': true,
        'x-unique': [['name', 'account']],
        'x-rules': [
          { when: "stage == 'active'", require: ['email'], message: 'An active contact needs an e-mail address.' },
          { when: "stage == 'lead'", forbid: ['score'] },
          { when: "stage == 'active'", range: { score: { minimum: 10 } } },
          { check: 'born < since', message: 'Nobody is a contact before birth.' },
          { check: "shout != 'Nobody!'" },
        ],
      },
    ),
    entity(
      'quote',
      {
        number: { type: 'string', 'x-number': 'Q-{yyyy}-{0000}' },
        stage: { type: 'string', enum: ['open', 'won'], default: 'open' },
        account: { 'x-relation': { to: 'account' } },
        items: { 'x-children': { entity: 'quoteLine', field: 'quote' } },
        total: { format: 'money', 'x-rollup': { from: 'quoteLine.quote', value: 'sum(amount)' } },
      },
      { title: 'Quote', 'x-plural': 'Quotes', required: ['account'] },
    ),
    entity(
      'quoteLine',
      {
        product: { type: 'string', title: 'Product' },
        quantity: { type: 'integer', minimum: 1 },
        price: { format: 'money', 'x-currency': 'EUR' },
        amount: { format: 'money', 'x-formula': 'double(quantity) * price' },
        quote: { 'x-relation': { to: 'quote' } },
      },
      {
        title: 'Quote line',
        'x-plural': 'Quote lines',
        required: ['product', 'quote'],
        'x-parent': { entity: 'quote', field: 'quote' },
      },
    ),
    definition({
      $schema: 'kiln:form',
      $id: 'contact',
      title: 'Contact',
      entity: 'contact',
      tabs: [
        {
          title: 'General',
          sections: [{ title: 'Person', fields: ['name', { field: 'email', span: 2, help: 'Where we write to.' }] }],
        },
      ],
    }),
    definition({
      $schema: 'kiln:view',
      $id: 'activeContacts',
      title: 'Active contacts',
      entity: 'contact',
      type: 'list',
      columns: ['name', { field: 'account.industry', width: 120 }],
      where: "stage == 'active' && account.industry == 'retail'",
      sort: '-createdAt,account.name',
    }),
    definition({
      $schema: 'kiln:locale',
      $id: 'zh-CN',
      entities: {
        contact: {
          title: '联系人',
          pluralTitle: '联系人',
          fields: { name: { title: '姓名' }, stage: { title: '阶段', options: { lead: '线索' } } },
          rules: { 'An active contact needs an e-mail address.': '活跃联系人需要邮箱。' },
        },
      },
      forms: { contact: { General: '基本信息' } },
      views: { activeContacts: { title: '活跃联系人' } },
      groups: { Sales: '销售' },
      system: { createdAt: '创建时间' },
    }),
  ];
}
