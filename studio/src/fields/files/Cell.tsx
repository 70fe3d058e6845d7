export { FileCell as Cell } from '../shared/FileCell.tsx';
