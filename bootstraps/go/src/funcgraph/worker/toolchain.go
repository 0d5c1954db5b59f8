package main

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
)

const advice = "upload the Go source, which is built here, or build with the platform's own toolchain and SDK"

// runtimeHash names the symbol that holds the hash of package runtime; its prefix changes with the toolchain.
const runtimeHash = "link.pkghashbytes.runtime"

// ownHash is read before there is code, so that no call waits for it.
var ownHash []byte

func readOwnHash() {
	if path, err := os.Executable(); err == nil {
		ownHash, _ = hashOfRuntime(path)
	}
}

// sameToolchain refuses a plugin of another Go version, because opening one would end the process without a word.
// Go itself compares the other packages.
func sameToolchain(path string) error {
	hash, err := hashOfRuntime(path)
	if err != nil {
		return fmt.Errorf("%v; %s", err, advice)
	}
	if len(ownHash) == 0 || !bytes.Equal(hash, ownHash) {
		return fmt.Errorf("it was built with another Go toolchain than the platform's %s; %s", runtime.Version(), advice)
	}
	return nil
}

func hashOfRuntime(path string) ([]byte, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, errors.New("it is no shared object")
	}
	defer file.Close()
	symbols, err := file.DynamicSymbols()
	if err != nil {
		return nil, errors.New("it has no symbols")
	}
	for _, symbol := range symbols {
		if !strings.HasSuffix(symbol.Name, runtimeHash) || symbol.Size == 0 || symbol.Size > 64 ||
			int(symbol.Section) >= len(file.Sections) {
			continue
		}
		section := file.Sections[symbol.Section]
		hash := make([]byte, symbol.Size)
		if _, err := section.ReadAt(hash, int64(symbol.Value-section.Addr)); err != nil {
			return nil, errors.New("it is damaged")
		}
		return hash, nil
	}
	return nil, errors.New("it is no Go plugin")
}
