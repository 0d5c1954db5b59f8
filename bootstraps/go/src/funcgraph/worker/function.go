package main

import (
	"fmt"
	"os"
	"path/filepath"
	"plugin"
	"strings"
	"sync"

	"huaweicloud.com/go-runtime/go-api/context"
	"huaweicloud.com/go-runtime/pkg/runtime/fnhandler"
	"huaweicloud.com/go-runtime/pkg/runtime/rtcontext"
)

// builtPlugin is the name under which the platform puts what it built from source.
const builtPlugin = "funcgraph-plugin.so"

// function is a plugin that was opened.
type function struct {
	spec    *spec
	shared  rtcontext.Function
	opened  map[string]*plugin.Plugin
	handler fnhandler.HandlerFunc
	preStop lifecycleFunc
	once    sync.Once
}

// lifecycleFunc is an initializer or a pre-stop handler.
type lifecycleFunc func(ctx context.RuntimeContext) error

// start makes this process the function. A failure comes with its code.
func start(s *spec, loaded func()) (*function, int, *fnhandler.Failure) {
	for name, value := range s.Environment {
		if name == "LD_LIBRARY_PATH" && os.Getenv(name) != "" {
			value = os.Getenv(name) + ":" + value // the platform's own libraries stay in front
		}
		os.Setenv(name, value)
	}
	if err := os.Chdir(s.WorkDirectory); err != nil {
		return nil, loadFailed, failure("FunctionLoadFailed", "%v", err)
	}
	f := &function{spec: s, opened: map[string]*plugin.Plugin{}, shared: rtcontext.Function{
		Name:           s.Function,
		Package:        s.Package,
		ProjectID:      s.ProjectID,
		Version:        s.Version,
		TimeoutSeconds: s.TimeoutSeconds,
		MemoryMB:       s.MemoryMB,
		CPUMillicores:  s.CPUMillicores,
		UserData:       s.UserData,
	}}
	entry, code, problem := f.entry(s.Handler)
	if problem != nil {
		return nil, code, problem
	}
	handler, err := fnhandler.Adapt(entry)
	if err != nil {
		return nil, entryNotFound, failure("HandlerNotFound", "cannot use handler '%s': %v", s.Handler, err)
	}
	f.handler = handler
	if f.preStop, code, problem = f.lifecycle(s.PreStop); problem != nil {
		return nil, code, problem
	}
	initializer, code, problem := f.lifecycle(s.Initializer)
	if problem != nil {
		return nil, code, problem
	}
	if initializer != nil {
		loaded()
		if problem = f.run(initializer, s.InitializerTimeoutSeconds); problem != nil {
			return nil, initializerFailed, problem
		}
	}
	return f, 0, nil
}

func failure(kind, format string, arguments ...interface{}) *fnhandler.Failure {
	return &fnhandler.Failure{Message: fmt.Sprintf(format, arguments...), Kind: kind}
}

// entry finds what `file.Name` says: Name in file.so, else in what the platform built from the source.
func (f *function) entry(handler string) (plugin.Symbol, int, *fnhandler.Failure) {
	dot := strings.LastIndex(handler, ".")
	if dot < 1 || strings.Contains(handler, "..") {
		return nil, entryNotFound, failure("HandlerNotFound", "handler '%s' is not of the form file.Function", handler)
	}
	path := filepath.Join(f.spec.CodeDirectory, handler[:dot]+".so")
	if !isFile(path) {
		path = filepath.Join(f.spec.CodeDirectory, builtPlugin)
	}
	if !isFile(path) {
		return nil, entryNotFound, failure("HandlerNotFound",
			"cannot find handler '%s': there is no file %s.so in the code", handler, handler[:dot])
	}
	opened := f.opened[path]
	if opened == nil {
		var problem *fnhandler.Failure
		if opened, problem = open(path); problem != nil {
			return nil, loadFailed, problem
		}
		f.opened[path] = opened
	}
	symbol, err := opened.Lookup(handler[dot+1:])
	if err != nil {
		return nil, entryNotFound, failure("HandlerNotFound",
			"cannot find handler '%s': %s has no exported '%s'", handler, filepath.Base(path), handler[dot+1:])
	}
	return symbol, 0, nil
}

func isFile(path string) bool {
	status, err := os.Stat(path)
	return err == nil && status.Mode().IsRegular()
}

// open loads a plugin, which runs the init functions of user code.
func open(path string) (opened *plugin.Plugin, problem *fnhandler.Failure) {
	defer func() {
		if reason := recover(); reason != nil {
			problem = fnhandler.Panicked(reason)
		}
	}()
	name := filepath.Base(path)
	if err := sameToolchain(path); err != nil {
		return nil, failure("FunctionLoadFailed", "cannot load %s: %v", name, err)
	}
	opened, err := plugin.Open(path)
	if err != nil {
		text := strings.Replace(err.Error(), path, name, -1)
		return nil, failure("FunctionLoadFailed", "cannot load %s: %s; %s", name, text, advice)
	}
	return opened, nil
}

// lifecycle finds an initializer or a pre-stop handler; nil stands for none.
func (f *function) lifecycle(handler string) (lifecycleFunc, int, *fnhandler.Failure) {
	if handler == "" {
		return nil, 0, nil
	}
	symbol, code, problem := f.entry(handler)
	if problem != nil {
		return nil, code, problem
	}
	switch known := symbol.(type) {
	case func(context.RuntimeContext) error:
		return known, 0, nil
	case func(context.RuntimeContext):
		return func(ctx context.RuntimeContext) error { known(ctx); return nil }, 0, nil
	case func():
		return func(context.RuntimeContext) error { known(); return nil }, 0, nil
	}
	return nil, entryNotFound, failure("HandlerNotFound",
		"cannot use '%s': it is %T, not func(context.RuntimeContext) error", handler, symbol)
}

func (f *function) run(step lifecycleFunc, seconds int) *fnhandler.Failure {
	handler := func(_ []byte, ctx context.RuntimeContext) (interface{}, error) { return nil, step(ctx) }
	_, problem := fnhandler.Run(handler, nil, f.context(callHeader{}, seconds))
	return problem
}

// stop runs the pre-stop handler, if there is one, and ends the process.
func (f *function) stop() {
	f.once.Do(func() {
		if f.preStop != nil {
			if problem := f.run(f.preStop, f.spec.PreStopTimeoutSeconds); problem != nil {
				f.context(callHeader{}, 0).GetLogger().Logf("pre-stop handler failed: %s", problem.Message)
			}
		}
		os.Exit(0)
	})
}
