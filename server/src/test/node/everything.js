'use strict';
// Every operation that the official Node SDK knows, unmodified, once or more. The server and its keys come in the
// environment; what each call came to goes into the file of the first argument: by the operation's name its HTTP status,
// and what was answered or, where the server refused, the error code.

const fs = require('fs');
const core = require('@huaweicloud/huaweicloud-sdk-core');
const fg = require('@huaweicloud/huaweicloud-sdk-functiongraph/v2/public-api');

const env = process.env;
const client = fg.FunctionGraphClient.newBuilder()
  .withCredential(new core.BasicCredentials().withAk(env.WALK_ACCESS_KEY).withSk(env.WALK_SECRET_KEY)
    .withProjectId(env.WALK_PROJECT_ID))
  .withEndpoint(env.WALK_ENDPOINT)
  .build();
const steps = {};

/** Calls an operation; parameters go by the names of the SDK's setters. */
async function call(operation, parameters = {}, body = undefined) {
  const request = new fg[operation[0].toUpperCase() + operation.slice(1) + 'Request']();
  for (const [name, value] of Object.entries(parameters)) {
    request['with' + name](value);
  }
  if (body !== undefined) {
    request.withBody(body);
  }
  try {
    const answer = await client[operation](request);
    steps[operation] = { status: answer.httpStatusCode, answer };
    return answer;
  } catch (error) {
    steps[operation] = { status: error.httpStatusCode, code: error.errorCode, message: error.errorMsg || String(error) };
    return {};
  }
}

const base64 = (text) => Buffer.from(text).toString('base64');
const inline = (source) => ({ code_type: 'inline', func_code: { file: base64(source) } });

/** A zip of stored files. */
function zip(files) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04'), facts, Buffer.from(name), data);
    entries.push(Buffer.from('PK\x01\x02\x14\x00'), facts, rest, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const count = Object.keys(files).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(entries).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...entries, end]).toString('base64');
}

function crc32(data) {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ (0xEDB88320 & -(crc & 1));
    }
  }
  return (crc ^ -1) >>> 0;
}

async function functions() {
  const made = await call('createFunction', {}, {
    func_name: 'everything', package: 'default', runtime: 'Node.js20.15', timeout: 5, handler: 'index.handler', memory_size: 128,
    ...inline('exports.handler = async (event) => ({ n: event.n });') });
  const FunctionUrn = made.func_urn;
  const whole = FunctionUrn.replace(/:latest$/, '');
  await call('listFunctions', { Marker: '0', Maxitems: '10' });
  await call('showFunctionConfig', { FunctionUrn });
  await call('updateFunctionConfig', { FunctionUrn }, {
    func_name: 'everything', runtime: 'Node.js20.15', timeout: 6, handler: 'index.handler', memory_size: 256 });
  await call('showFunctionCode', { FunctionUrn });
  await call('updateFunctionCode', { FunctionUrn }, inline(
    'exports.handler = async (event) => { await new Promise((r) => setTimeout(r, event.ms || 0)); return { m: event.n }; };'));
  await call('invokeFunction', { FunctionUrn, XCFFRequestVersion: 'v1' }, { n: 1 });
  await call('updateFunctionMaxInstanceConfig', { FunctionUrn }, { max_instance_num: 50 });
  await call('updateFunctionCollectState', { FuncUrn: FunctionUrn, State: 'true' });
  await call('updateTracing', { FunctionUrn }, { tracing_ak: 'a', tracing_sk: 's' });
  await call('showTracing', { FunctionUrn });
  await call('enableLtsLogs');
  await call('showLtsLogDetails', { FunctionUrn });
  await call('listBridgeFunctions', { FunctionUrn, Type: 'x' });
  await call('listBridgeVersions', { Type: 'x' });
  await call('listQuotas');
  await call('exportFunction', { FunctionUrn: whole, Type: 'code' });
  return { FunctionUrn, whole };
}

async function versions({ FunctionUrn, whole }) {
  await call('createFunctionVersion', { FunctionUrn }, { version: 'v1' });
  await call('listFunctionVersions', { FunctionUrn });
  await call('createVersionAlias', { FunctionUrn }, { name: 'prod', version: 'v1' });
  await call('showVersionAlias', { FunctionUrn, AliasName: 'prod' });
  await call('updateVersionAlias', { FunctionUrn, AliasName: 'prod' }, { version: 'latest' });
  await call('listVersionAliases', { FunctionUrn });
  await call('updateFunctionReservedInstancesCount', { FunctionUrn: whole + ':v1' }, { count: 1 });
  await call('listReservedInstanceConfigs', { FunctionUrn: whole });
  await call('listFunctionReservedInstances', { Marker: '0', Limit: '10' });
  await call('showFuncReservedInstanceMetrics', { FuncUrn: whole + ':v1' });
  const reserved = steps.updateFunctionReservedInstancesCount;
  await call('updateFunctionReservedInstancesCount', { FunctionUrn: whole + ':v1' }, { count: 0 });
  steps.updateFunctionReservedInstancesCount = reserved;
  await call('deleteVersionAlias', { FunctionUrn, AliasName: 'prod' });
}

async function asynchronous({ FunctionUrn }) {
  await call('updateFunctionAsyncInvokeConfig', { FunctionUrn }, {
    max_async_event_age_in_seconds: 600, max_async_retry_attempts: 2 });
  await call('showFunctionAsyncInvokeConfig', { FunctionUrn });
  await call('listFunctionAsyncInvokeConfig', { FunctionUrn });
  const accepted = await call('asyncInvokeFunction', { FunctionUrn }, { n: 2, ms: 5000 });
  await call('listAsyncInvocations', { FunctionUrn });
  await call('listActiveAsyncInvocations', { FunctionUrn });
  await call('cancelAsyncInvocation', { FunctionUrn }, { request_id: accepted.request_id, type: 'force' });
  await call('enableAsyncStatusLog');
  await call('showProjectAsyncStatusLogInfo');
  await call('deleteFunctionAsyncInvokeConfig', { FunctionUrn });
}

async function triggers({ FunctionUrn }) {
  const timer = await call('createFunctionTrigger', { FunctionUrn }, {
    trigger_type_code: 'TIMER', trigger_status: 'DISABLED',
    event_data: { name: 'hourly', schedule_type: 'Rate', schedule: '1h' } });
  const one = { FunctionUrn, TriggerTypeCode: 'TIMER', TriggerId: timer.trigger_id };
  await call('listFunctionTriggers', { FunctionUrn });
  await call('showFunctionTrigger', one);
  await call('updateTrigger', one, { trigger_status: 'ACTIVE' });
  await call('deleteFunctionTrigger', one);
  await call('batchDeleteFunctionTriggers', { FunctionUrn });
}

async function besides({ FunctionUrn, whole }) {
  const event = await call('createEvent', { FunctionUrn }, { name: 'first', content: base64('{"a": 1}') });
  const EventId = event.id;
  await call('listEvents', { FunctionUrn });
  await call('showEvent', { FunctionUrn, EventId });
  await call('updateEvent', { FunctionUrn, EventId }, { content: base64('{"a": 2}') });
  await call('deleteEvent', { FunctionUrn, EventId });
  const tagged = { ResourceType: 'functions', ResourceId: whole };
  await call('createTags', tagged, { action: 'create', tags: [{ key: 'team', value: 'blue' }] });
  await call('listFunctionTags', tagged);
  await call('showProjectTagsList', { ResourceType: 'functions' });
  await call('showResInstanceInfo', { ResourceType: 'functions', Action: 'filter' }, { limit: '10', offset: '0' });
  await call('deleteTags', tagged, { action: 'delete', tags: [{ key: 'team', value: 'blue' }] });
  const dependency = await call('createDependencyVersion', {}, {
    name: 'lib', runtime: 'Node.js20.15', depend_type: 'zip', depend_file: zip({ 'lib.js': 'module.exports = 1;' }) });
  const of = { DependId: dependency.dep_id, Version: '1' };
  await call('listDependencies', { Marker: '0', Maxitems: '10' });
  await call('listDependencyVersion', { DependId: of.DependId, Marker: '0', Maxitems: '10' });
  await call('showDependencyVersion', of);
  await call('deleteDependencyVersion', of);
  const templates = await call('listFunctionTemplate', { Marker: '0', Maxitems: '10' });
  await call('showFunctionTemplate', { TemplateId: ((templates.func_templates || templates.templates || [])[0] || {}).id });
  await call('listAppTemplates');
  await call('listFunctionApplications');
  await call('importFunction', {}, {
    func_name: 'imported', file_name: 'imported.zip', file_type: 'zip', file_code: zip({ 'template.yml': TEMPLATE }) });
}

const TEMPLATE = `
HcCrmTemplateVersion: v1
Resources:
  imported:
    Type: HC::FunctionGraph::Function
    Properties:
      runtime: Node.js20.15
      handler: index.handler
      memory_size: 128
      timeout: 3
      code_type: inline
      func_code:
        file: ${base64('exports.handler = async () => 1;')}
`;

/** Snapshots are for Java alone. */
async function snapshots() {
  const { createFunction } = steps;
  const { func_urn: FunctionUrn } = await call('createFunction', {}, {
    func_name: 'snapped', package: 'default', runtime: 'Java11', timeout: 5, handler: 'a.B.c', memory_size: 128, code_type: 'zip',
    code_filename: 'code.zip', func_code: { file: zip({ 'a.txt': 'no class' }) } });
  steps.createFunction = createFunction;
  await call('updateFuncSnapshot', { FunctionUrn, Action: 'enable' });
  await call('showFuncSnapshotState', { FunctionUrn, Action: 'enable' });
}

async function figures({ FunctionUrn: FuncUrn }) {
  await call('listStatistics', { Filter: 'monitor_data', Period: '60' });
  await call('listFunctionAsMetric', { Limit: '10' });
  await call('listFunctionStatistics', { FuncUrn, Period: '60' });
  await call('showFunctionMetrics', { FuncUrn, Period: '60' });
}

/** What belongs to other services, and is answered so. */
async function elsewhere() {
  const WorkflowId = 'w';
  const ExecutionId = 'e';
  await call('showAppTemplate', { Id: 't' });
  await call('createFunctionApp', {}, {});
  await call('showFunctionApp', { Id: 'a' });
  await call('deleteFunctionApp', { Id: 'a' });
  await call('createVpcEndpoint', {}, { vpc_id: 'v', subnet_id: 's' });
  await call('deleteVpcEndpoint', { VpcId: 'v', SubnetId: 's' });
  await call('showTenantMetric');
  await call('showWorkFlowMetric', { WorkflowUrn: 'u' });
  await call('listWorkflow');
  await call('createWorkflow', {}, {});
  await call('batchDeleteWorkflows', {}, {});
  await call('showWorkFlow', { WorkflowId });
  await call('updateWorkFlow', { WorkflowId }, {});
  await call('createCallbackWorkflow', { WorkflowId }, {});
  await call('listWorkflowExecutions', { WorkflowId });
  await call('startWorkflowExecution', { WorkflowId }, {});
  await call('showWorkflowExecutionForPage', { WorkflowId, Offset: 0, Limit: 10 });
  await call('showWorkflowExecution', { WorkflowId, ExecutionId });
  await call('retryWorkFlow', { WorkflowId, ExecutionId });
  await call('stopWorkFlow', { WorkflowId, ExecutionId });
  await call('startSyncWorkflowExecution', { WorkflowId }, {});
}

async function walk() {
  const made = await functions();
  await versions(made);
  await asynchronous(made);
  await triggers(made);
  await besides(made);
  await snapshots();
  await figures(made);
  await elsewhere();
  await call('deleteFunction', { FunctionUrn: made.whole });
}

walk().then(
  () => fs.writeFileSync(process.argv[2], JSON.stringify(steps)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  });
