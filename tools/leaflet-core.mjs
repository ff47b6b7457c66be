// Joins the parts of Leaflet that `leaflet-core.js` names: node tools/leaflet-core.mjs OUTPUT
import {build} from 'esbuild';
import {readFileSync} from 'node:fs';

// Parts that others ask for and the page never comes to: drawing without SVG, markers that are
// dragged, and a marker's picture.
const LEFT_OUT = {
  'SVG.VML': 'export var vmlCreate, vmlMixin;',
  'Marker.Drag': 'export var MarkerDrag;',
  'Icon.Default': "export {Icon as IconDefault} from './Icon.js';",
};

const leave = {
  name: 'leave',
  setup(part) {
    part.onLoad({filter: /(SVG\.VML|Marker\.Drag|Icon\.Default)\.js$/}, ({path}) => ({
      contents: LEFT_OUT[path.match(/([\w.]+)\.js$/)[1]],
    }));
  },
};

// The published file's own notice, without its address.
const [, name, owner] = readFileSync('node_modules/leaflet/dist/leaflet.js', 'utf8').split('\n')
  .map((line) => line.replace(/^ \* | https:.*$/g, ''));

await build({
  entryPoints: ['tools/leaflet-core.js'],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2019',
  legalComments: 'none',
  banner: {js: `/* ${name} ${owner}, BSD-2-Clause */`},
  plugins: [leave],
});
