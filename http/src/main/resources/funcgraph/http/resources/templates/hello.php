<?php

function handler($event, $context)
{
    $name = is_array($event) && isset($event['name']) ? $event['name'] : 'world';
    return ['message' => "Hello, $name!"];
}
