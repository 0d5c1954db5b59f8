#!/bin/sh
# Makes build/handler, the program that is deployed.
set -e
cd "$(dirname "$0")"
mkdir -p build
CGO_ENABLED=0 GOOS=linux GO111MODULE=off go build -o build/handler main.go
