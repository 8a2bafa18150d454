import type { RouteOptions } from 'fastify';

/** One route as it was declared; OpenAPI is written from nothing else. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What a declared route says of itself, or nothing for those that are not part of the interface. */
export function declaredRoute({ method, url, schema }: RouteOptions): DeclaredRoute | undefined {
  if (typeof method !== 'string' || method === 'HEAD' || schema === undefined) return undefined;
  const declared: Readonly<Record<string, unknown>> = { ...schema };
  return typeof declared['operationId'] === 'string'
    ? { method, url, schema: declared }
    : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(routes: readonly DeclaredRoute[], title: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, url, schema } of routes) {
    const path = url.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operation(schema);
  }
  return { openapi: '3.1.0', info: { title, version: '2026-11-22' }, paths };
}

function operation(schema: DeclaredRoute['schema']): object {
  const parameters = [
    ...parametersOf('path', schema['params']),
    ...parametersOf('query', schema['querystring']),
  ];
  return {
    operationId: schema['operationId'],
    summary: schema['summary'],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(schema),
    responses: responsesOf(schema['response']),
  };
}

function parametersOf(place: 'path' | 'query', type: unknown): readonly object[] {
  if (!isObject(type) || !isObject(type['properties'])) return [];
  const required: unknown = type['required'];
  const names = Array.isArray(required) ? required : [];
  return Object.entries(type['properties']).map(([name, property]) => ({
    name: name === '*' ? 'path' : name,
    in: place,
    required: place === 'path' || names.includes(name),
    schema: property,
  }));
}

function requestBody(schema: DeclaredRoute['schema']): object {
  const consumes: unknown = schema['consumes'];
  if (Array.isArray(consumes)) {
    const xml = { schema: { type: 'string', format: 'binary' } };
    return { requestBody: { required: true, content: { 'application/xml': xml } } };
  }
  if (!isObject(schema['body'])) return {};
  const json = { schema: schema['body'] };
  return { requestBody: { required: true, content: { 'application/json': json } } };
}

function responsesOf(responses: unknown): object {
  const declared = isObject(responses) ? Object.entries(responses) : [];
  return Object.fromEntries(
    declared.map(([status, type]) => {
      const media = isObject(type) ? type['contentMediaType'] : undefined;
      const kind = typeof media === 'string' ? media : 'application/json';
      return [status, { description: '', content: { [kind]: { schema: type } } }];
    }),
  );
}
