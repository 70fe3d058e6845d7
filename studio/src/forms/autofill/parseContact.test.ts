import { areaList } from '@vant/area-data';
import { expect, test } from 'vitest';
import { toTree } from '../../fields/address/regions.ts';
import { parseContact } from './parseContact.ts';

const regions = toTree(areaList);
const parse = (text: string) => parseContact(text, regions);

test('a German signature', () => {
  expect(
    parse(`Best regards

Dr. Ada Lovelace
Head of Sales
Larch & Sons GmbH
Hauptstr. 5
D-10115 Berlin
Germany
Tel.: +49 30 123456-0 | Fax: +49 30 123456-99
Mobil: +49 170 1234567
ada@larch.example | www.larch.example`),
  ).toEqual({
    name: 'Dr. Ada Lovelace',
    jobTitle: 'Head of Sales',
    company: 'Larch & Sons GmbH',
    phone: '+49 30 123456-0',
    mobile: '+49 170 1234567',
    email: 'ada@larch.example',
    website: 'https://www.larch.example',
    address: { street: 'Hauptstr. 5', postalCode: '10115', city: 'Berlin', country: 'DE' },
  });
});

test('a Chinese business card', () => {
  expect(
    parse(`杭州晨光陶瓷有限公司
王小明  销售经理
手机：138 0013 8000
电话：0571-8888 6666
邮箱：wang@chenguang.example
微信：wxm_1988
地址：浙江省杭州市西湖区文三路90号 310012`),
  ).toEqual({
    company: '杭州晨光陶瓷有限公司',
    name: '王小明',
    jobTitle: '销售经理',
    mobile: '138 0013 8000',
    phone: '0571-8888 6666',
    email: 'wang@chenguang.example',
    wechat: 'wxm_1988',
    address: {
      country: 'CN',
      region: '浙江省',
      city: '杭州市',
      district: '西湖区',
      street: '文三路90号',
      postalCode: '310012',
    },
  });
});

test('an American one, on few lines', () => {
  expect(
    parse(`Grace Hopper, Director of Engineering
Cobol Corp.
1 Main Street, Austin, TX 78701
(512) 555-0100 · grace@cobol.example`),
  ).toMatchObject({
    name: 'Grace Hopper',
    jobTitle: 'Director of Engineering',
    company: 'Cobol Corp.',
    email: 'grace@cobol.example',
    phone: '(512) 555-0100',
    address: { street: '1 Main Street', city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' },
  });
});

test('an address in one line, with its country', () => {
  expect(parse('Anschrift: Hauptstr. 5, 10115 Berlin, Germany').address).toEqual({
    ...{ street: 'Hauptstr. 5', postalCode: '10115', city: 'Berlin', country: 'DE' },
  });
});

test('a plain text says nothing, twice the same', () => {
  expect(parse('see you on friday')).toEqual({});
  expect(parse('')).toEqual({});
});
