'use strict';
// The official Node SDK, unmodified, through a function's whole life. The server and its keys come in the environment;
// each step's answer goes into the file of the first argument, as one JSON document: standard output is the SDK's log. An
// exception nobody asked for ends it with code 1.

const fs = require('fs');
const core = require('@huaweicloud/huaweicloud-sdk-core');
const fg = require('@huaweicloud/huaweicloud-sdk-functiongraph/v2/public-api');

const env = process.env;

function clientWith(credentials, region) {
  const builder = fg.FunctionGraphClient.newBuilder().withCredential(credentials);
  return (region ? builder.withRegion(region) : builder.withEndpoint(env.WALK_ENDPOINT)).build();
}

function keys(secret) {
  return new core.BasicCredentials().withAk(env.WALK_ACCESS_KEY).withSk(secret);
}

const encoded = (source) => Buffer.from(source).toString('base64');

async function walk() {
  const client = clientWith(keys(env.WALK_SECRET_KEY).withProjectId(env.WALK_PROJECT_ID));
  const steps = {};

  steps.created = await client.createFunction(new fg.CreateFunctionRequest().withBody(
    new fg.CreateFunctionRequestBody('node-walk', 'default', 'Node.js20.15', 5, 'index.handler', 128).withCodeType('inline')
      .withFuncCode(new fg.FuncCode().withFile(encoded("exports.handler = async (event) => ({ first: event.n });")))));
  const urn = steps.created.func_urn;

  steps.shown = await client.showFunctionConfig(new fg.ShowFunctionConfigRequest().withFunctionUrn(urn));

  steps.changed = await client.updateFunctionConfig(new fg.UpdateFunctionConfigRequest().withFunctionUrn(urn).withBody(
    new fg.UpdateFunctionConfigRequestBody('node-walk', 'Node.js20.15', 7, 'index.handler', 256)
      .withUserData(JSON.stringify({ colour: 'grün' })).withDescription('中文')));

  steps.recoded = await client.updateFunctionCode(new fg.UpdateFunctionCodeRequest().withFunctionUrn(urn).withBody(
    new fg.UpdateFunctionCodeRequestBody('inline').withFuncCode(new fg.FuncCode().withFile(encoded(
      "exports.handler = async (event, context) => { console.log('called'); "
      + "return { second: event.n, colour: context.getUserData('colour') }; };")))));

  steps.listed = await client.listFunctions(
    new fg.ListFunctionsRequest().withMarker('0').withMaxitems('10'));

  steps.invoked = await client.invokeFunction(new fg.InvokeFunctionRequest().withFunctionUrn(urn)
    .withXCffLogType('tail').withXCFFRequestVersion('v1').withBody({ n: 5, text: 'ä€' }));

  steps.refused = await refusal(clientWith(keys('wrong').withProjectId(env.WALK_PROJECT_ID))
    .showFunctionConfig(new fg.ShowFunctionConfigRequest().withFunctionUrn(urn)));

  // Without a project id the SDK asks the identity service which project goes by the region's name.
  const byRegion = clientWith(
    keys(env.WALK_SECRET_KEY).withIamEndpoint(env.WALK_ENDPOINT), new core.Region(env.WALK_REGION, env.WALK_ENDPOINT));
  steps.lookedUp = await byRegion.showFunctionConfig(new fg.ShowFunctionConfigRequest().withFunctionUrn(urn));

  steps.deleted = await client.deleteFunction(
    new fg.DeleteFunctionRequest().withFunctionUrn(urn.replace(/:latest$/, '')));

  steps.gone = await refusal(
    client.showFunctionConfig(new fg.ShowFunctionConfigRequest().withFunctionUrn(urn)));
  return steps;
}

async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return { kind: error.constructor.name, status: error.httpStatusCode, code: error.errorCode, message: error.errorMsg };
  }
  throw new Error('a call that had to be refused was answered');
}

walk().then(
  (steps) => fs.writeFileSync(process.argv[2], JSON.stringify(steps)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  });
