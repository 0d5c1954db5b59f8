// Shows /openapi.json: a list of operations, a search, and of each what goes in and comes out. Everything is written as
// text, never as HTML.
'use strict';

const METHODS = ['get', 'post', 'put', 'delete'];

// element('td', {className: 'quiet'}, 'text', otherElement)
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function operationsOf(api) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method]).map(method => ({ path, method, ...item[method] })));
}

function typeOf(schema) {
  if (schema.$ref) {
    return schema.$ref.split('/').pop();
  }
  if (schema.anyOf || schema.oneOf || schema.allOf) {
    const all = schema.anyOf || schema.oneOf || schema.allOf;
    return all.map(typeOf).join(schema.allOf ? ' and ' : ' or ');
  }
  if (schema.enum) {
    return schema.enum.map(value => JSON.stringify(value)).join(', ');
  }
  const type = [].concat(schema.type || 'anything').join(' or ');
  if (schema.items) {
    return 'array of ' + typeOf(schema.items);
  }
  return schema.additionalProperties ? 'map of ' + typeOf(schema.additionalProperties) : type;
}

function schemaNames(schema) {
  const parts = [...(schema.allOf || []), ...(schema.anyOf || []), ...(schema.oneOf || [])];
  for (const inner of [schema.items, schema.additionalProperties]) {
    if (inner) {
      parts.push(inner);
    }
  }
  return schema.$ref ? [schema.$ref.split('/').pop()] : parts.flatMap(schemaNames);
}

function table(heads, rows) {
  return element('table', {},
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(cell => element('td', {}, cell))))));
}

// A record's fields, with the records in them below; `seen` ends circles.
function fields(api, name, seen) {
  const schema = api.components.schemas[name];
  if (!schema || seen.has(name)) {
    return [];
  }
  seen.add(name);
  const required = new Set(schema.required || []);
  const properties = Object.entries(schema.properties || {});
  const shown = [
    element('p', { className: 'quiet' }, name),
    table(['field', 'type', ''], properties.map(([field, inner]) =>
      [field, typeOf(inner), required.has(field) ? 'always' : ''])),
  ];
  return shown.concat(properties.flatMap(([, inner]) => schemaNames(inner)).flatMap(inner => fields(api, inner, seen)));
}

function body(api, title, content) {
  return Object.entries(content || {}).flatMap(([type, media]) => [
    element('h3', {}, `${title}: ${typeOf(media.schema)} `, element('span', { className: 'quiet' }, type)),
    ...inline(media.schema),
    ...schemaNames(media.schema).flatMap(name => fields(api, name, new Set())),
  ]);
}

function inline(schema) {
  const properties = Object.entries(schema.properties || {});
  return properties.length === 0 ? [] : [table(['field', 'type'], properties.map(([name, of]) => [name, typeOf(of)]))];
}

function details(api, operation) {
  const parts = [];
  if (operation['x-action']) {
    parts.push(element('p', { className: 'quiet' }, `needs ${operation['x-action']}`));
  }
  if (operation.parameters.length > 0) {
    parts.push(table(['parameter', 'in', 'type'], operation.parameters.map(one =>
      [one.name, one.in, typeOf(one.schema)])));
  }
  if (operation.requestBody) {
    parts.push(...body(api, 'Body', operation.requestBody.content));
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    if (status.startsWith('2')) {
      parts.push(...body(api, status, response.content));
    }
  }
  parts.push(table(['status', ''], Object.entries(operation.responses).map(([status, response]) =>
    [status, response.description])));
  return parts;
}

function shown(api, operation) {
  const inside = element('div', {});
  const made = element('details', { className: operation['x-served'] ? '' : 'unserved' },
    element('summary', {},
      element('span', { className: 'method' }, operation.method.toUpperCase()), ' ',
      element('code', {}, operation.path), ' ',
      element('span', { className: 'name' }, `${operation.operationId}: ${operation.summary}`)),
    inside);
  // Filled when it is opened: all fields of all records at once would be a heavy page.
  made.addEventListener('toggle', () => {
    if (made.open && inside.childElementCount === 0) {
      inside.append(...details(api, operation));
    }
  });
  return made;
}

function list(api, operations, words) {
  const wanted = operations.filter(operation => words.every(word => operation.text.includes(word)));
  const tags = [...new Set(wanted.map(operation => operation.tags[0]))].sort();
  const parts = tags.flatMap(tag => [
    element('h2', {}, tag),
    ...wanted.filter(operation => operation.tags[0] === tag).map(operation => shown(api, operation)),
  ]);
  document.getElementById('operations').replaceChildren(
    element('p', { className: 'quiet' }, `${wanted.length} of ${operations.length} operations`), ...parts);
}

function searchText(operation) {
  const codes = Object.values(operation.responses).flatMap(response => response['x-error-codes'] || []);
  return [operation.method, operation.path, operation.operationId, operation.summary, ...codes].join(' ').toLowerCase();
}

async function start() {
  const answer = await fetch('/openapi.json');
  const api = await answer.json();
  const operations = operationsOf(api).map(operation => ({ ...operation, text: searchText(operation) }));
  const search = document.getElementById('search');
  const show = () => list(api, operations, search.value.toLowerCase().split(/\s+/).filter(word => word));
  search.addEventListener('input', show);
  show();
}

start().catch(problem => {
  document.getElementById('operations').replaceChildren(element('p', {}, `The description cannot be read: ${problem}`));
});
