import { expect, test } from 'vitest';
import { readPoint } from './readPoint.ts';

test.each([
  ['31.23, 121.47', { lat: 31.23, lng: 121.47 }],
  ['31.23 121.47', { lat: 31.23, lng: 121.47 }],
  ['31.23，121.47', { lat: 31.23, lng: 121.47 }],
  ['(-33.86, 151.2)', { lat: -33.86, lng: 151.2 }],
  ['33.86°S 151.2°E', { lat: -33.86, lng: 151.2 }],
  ['31°13′48″N 121°28′12″E', { lat: 31.23, lng: 121.47 }],
  ['https://www.example.com/maps/@31.23,121.47,15z', { lat: 31.23, lng: 121.47 }],
])('%s', (text, point) => {
  expect(readPoint(text)).toEqual(point);
});

test.each(['', '31.23', '95, 10', '10, 200', 'here, there'])('%j is no place', (text) => {
  expect(readPoint(text)).toBeUndefined();
});
