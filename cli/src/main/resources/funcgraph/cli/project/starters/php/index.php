<?php

function handler($event, $context)
{
    $name = $event->name ?? 'world';
    $context->getLogger()->info("greeting $name");
    $greeting = $context->getUserData('greeting') ?: 'Hello';
    return ['message' => "$greeting, $name!"];
}
