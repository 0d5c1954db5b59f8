package funcgraph.server.acceptance.functions;

import static funcgraph.server.acceptance.functions.FieldTable.quoted;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of the fields that came after the seed page (functiongraph-api 1.3, marked U). */
final class FieldTableNewer {

    private static final String BAD = "FSS.0400";

    private FieldTableNewer() {}

    static void rows(FieldRow.Table table) {
        encryptedUserData(table);
        mounts(table);
        hooks(table);
        numbers(table);
        image(table);
        network(table);
        logs(table);
        flags(table);
    }

    private static void encryptedUserData(FieldRow.Table table) {
        table.given("{}")
                .shows(
                        "encrypted_user_data",
                        quoted("{\\\"password\\\":\\\"secret\\\"}"),
                        "/encrypted_user_data",
                        quoted("{\\\"password\\\":\\\"\\\"}"))
                .refuses("encrypted_user_data", "\"x=y\"", "FSS.1009")
                .refuses("encrypted_user_data", quoted("{\\\"RUNTIME_CPU\\\":\\\"\\\"}"), "FSS.1009")
                .after("{\"encrypted_user_data\": \"{\\\"password\\\":\\\"secret\\\"}\"}")
                .takes("encrypted_user_data", "\"\"")
                .keeps("{\"encrypted_user_data\": null}");
    }

    private static void mounts(FieldRow.Table table) {
        var mount = "{\"mount_type\": \"sfs\", \"mount_resource\": \"r\", \"local_mount_path\": \"/mnt/a\"}";
        table.given("{}")
                .shows(
                        "mount_config",
                        "{\"mount_user\": {\"user_id\": 5, \"user_group_id\": -1}, \"func_mounts\": [%s]}"
                                .formatted(mount),
                        "/mount_config",
                        """
                        {"mount_user": {"user_id": 5, "user_group_id": -1}, "func_mounts": [
                          {"mount_type": "sfs", "mount_resource": "r", "mount_share_path": "",
                           "local_mount_path": "/mnt/a", "status": "active"}]}""")
                .shows(
                        "mount_config",
                        "{\"mount_user\": {\"mount_user_id\": 65534, \"mount_user_group_id\": 1}}",
                        "/mount_config/mount_user",
                        "{\"user_id\": 65534, \"user_group_id\": 1}")
                .shows("mount_config", "{}", "/mount_config", "null");
        for (var id : List.of("0", "1000", "1002", "-2", "65535")) {
            table.refusesBody(
                    "{\"mount_config\": {\"mount_user\": {\"user_id\": %s}}}".formatted(id),
                    "FSS.1075",
                    "mount_config.mount_user");
        }
        refusesMounts(table, mount + "," + mount, "FSS.1038");
        refusesMounts(table, mount.replace("/mnt/a", "mnt"), "FSS.1039");
        refusesMounts(table, mount.replace("/mnt/a", "/opt/function/code"), "FSS.1039");
        refusesMounts(table, mount.replace("/mnt/a", "/mnt/../etc"), "FSS.1039");
        refusesMounts(table, mount.replace("\"sfs\"", "\"ecs\""), "FSS.1039");
        refusesMounts(table, mount.replace("\"sfs\"", "\"nfs\""), BAD);
        refusesMounts(table, "null", BAD);
        table.refusesMany(mountsOf(mount, 6), "FSS.1049", 403)
                .becomes(mountsOf(mount, 5), "/mount_config/func_mounts/4/local_mount_path", "\"/mnt/a4\"")
                .after("{\"mount_config\": {\"func_mounts\": [%s]}}".formatted(mount))
                .keeps("{\"mount_config\": null}")
                .shows("mount_config", "{}", "/mount_config", "null");
    }

    private static void refusesMounts(FieldRow.Table table, String mounts, String code) {
        table.refusesBody(
                "{\"mount_config\": {\"func_mounts\": [%s]}}".formatted(mounts), code, "mount_config.func_mounts");
    }

    private static String mountsOf(String mount, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> mount.replace("/mnt/a", "/mnt/a" + i))
                .collect(Collectors.joining(",", "{\"mount_config\": {\"func_mounts\": [", "]}}"));
    }

    private static void hooks(FieldRow.Table table) {
        table.given("{}");
        for (var hook : List.of("pre_stop", "restore_hook")) {
            var handler = hook + "_handler";
            var timeout = hook + "_timeout";
            int longest = hook.equals("pre_stop") ? 90 : 300;
            for (int seconds : List.of(1, longest)) {
                table.becomes(
                        "{\"%s\": \"a.b\", \"%s\": %d}".formatted(handler, timeout, seconds),
                        "/" + handler,
                        "\"a.b\"",
                        "/" + timeout,
                        String.valueOf(seconds));
            }
            table.becomes("{\"%s\": \"\", \"%s\": 0}".formatted(handler, timeout), "/" + handler, "\"\"")
                    .refusesBody("{\"%s\": \"a.b\", \"%s\": 0}".formatted(handler, timeout), BAD, timeout)
                    .refusesBody("{\"%s\": \"a.b\", \"%s\": %d}".formatted(handler, timeout, longest + 1), BAD, timeout)
                    .refusesBody("{\"%s\": \"a\", \"%s\": 1}".formatted(handler, timeout), BAD, handler);
        }
        table.takes("heartbeat_handler", "\"\"")
                .refuses("heartbeat_handler", "\"a.b\"", BAD)
                .becomes(
                        "{\"runtime\": \"Java8\", \"heartbeat_handler\": \"p.C.beat\"}",
                        "/heartbeat_handler",
                        "\"p.C.beat\"");
    }

    private static void numbers(FieldRow.Table table) {
        table.given("{}")
                .takes("gpu_memory", "1024")
                .takes("gpu_memory", "16384")
                .shows("gpu_memory", "0", "/gpu_memory", "null")
                .takes("gpu_type", "\"nvidia-t4\"")
                .takes("ephemeral_storage", "512")
                .takes("ephemeral_storage", "10240");
        for (var size : List.of("-1024", "1", "1000", "17408")) {
            table.refuses("gpu_memory", size, BAD);
        }
        for (var size : List.of("0", "511", "1024", "10241")) {
            table.refuses("ephemeral_storage", size, BAD);
        }
    }

    private static void image(FieldRow.Table table) {
        var image = """
                {"enabled": true, "image": "swr.example/a/b:1", "command": "/bin/sh", "args": "-c,x",
                 "working_dir": "/", "uid": "1", "gid": "2", "is_public": false}""";
        table.given("{}")
                .takes("custom_image", image)
                .refusesBody("{\"custom_image\": {\"enabled\": true}}", "FSS.1034", "custom_image")
                .refusesBody("{\"custom_image\": {\"working_dir\": \"/x\"}}", BAD, "custom_image")
                .refusesBody("{\"custom_image\": {\"uid\": \"root\"}}", BAD, "custom_image")
                .after("{\"custom_image\": %s}".formatted(image))
                .shows("custom_image", "{}", "/custom_image", "null")
                .keeps("{\"custom_image\": null}");
    }

    private static void network(FieldRow.Table table) {
        var controller = """
                {"disable_public_network": true, "trigger_access_vpcs": [{"vpc_id": "v", "vpc_name": "n"}]}""";
        table.given("{}")
                .takes("network_controller", controller)
                .refusesBody(
                        "{\"network_controller\": {\"trigger_access_vpcs\": [{\"vpc_name\": \"n\"}]}}",
                        BAD,
                        "network_controller")
                .refusesBody("{\"network_controller\": {\"trigger_access_vpcs\": [null]}}", BAD, "network_controller")
                .takes("peering_cidr", "\"192.168.0.0/16\"")
                .takes("peering_cidr", quoted("10.0.0.0/8;".repeat(4) + "10.1.0.0/16"))
                .takes("peering_cidr", "\"\"")
                .refuses("peering_cidr", quoted("10.0.0.0/8;".repeat(5) + "10.1.0.0/16"), BAD)
                .refuses("peering_cidr", "\"10.0.0.0/33\"", BAD)
                .refuses("peering_cidr", "\"10.0.0.256/8\"", BAD)
                .refuses("peering_cidr", "\"10.0.0.0\"", BAD)
                .takes("domain_names", quoted("[{\\\"id\\\":\\\"z\\\"}]"))
                .takes("domain_names", "\"\"")
                .refuses("domain_names", "\"{\"", BAD)
                .after("{\"network_controller\": %s, \"peering_cidr\": \"10.0.0.0/8\"}".formatted(controller))
                .shows("network_controller", "{}", "/network_controller", "null")
                .keeps("{\"network_controller\": null}")
                .keeps("{\"peering_cidr\": null}");
    }

    private static void logs(FieldRow.Table table) {
        var log = "{\"group_id\": \"g\", \"group_name\": \"gn\", \"stream_id\": \"s\", \"stream_name\": \"sn\"}";
        var tags = IntStream.range(0, 10).mapToObj(i -> "\"t" + i + "\": \"v\"").collect(Collectors.joining(","));
        table.given("{}")
                .becomes("{\"log_config\": %s}".formatted(log), "/log_group_id", "\"g\"", "/log_stream_id", "\"s\"")
                .takes("enable_lts_log", "true")
                .refuses("enable_lts_log", "\"true\"", BAD)
                .takes("lts_custom_tag", "{" + tags + "}")
                .refuses("lts_custom_tag", "{" + tags + ", \"more\": \"v\"}", BAD)
                .refusesBody("{\"lts_custom_tag\": {\"a\": 1}}", BAD, "lts_custom_tag")
                .refusesBody("{\"lts_custom_tag\": {\"a\": null}}", BAD, "lts_custom_tag")
                .after("{\"log_config\": %s, \"lts_custom_tag\": {\"a\": \"b\"}}".formatted(log))
                .shows("log_config", "{}", "/log_group_id", "\"\"")
                .shows("lts_custom_tag", "{}", "/lts_custom_tag", "{}")
                .keeps("{\"lts_custom_tag\": null}");
    }

    private static void flags(FieldRow.Table table) {
        table.given("{}");
        for (var flag : List.of(
                "enable_dynamic_memory", "is_stateful_function", "enable_auth_in_header", "enable_class_isolation")) {
            table.takes(flag, "true")
                    .takes(flag, "false")
                    .refuses(flag, "\"true\"", BAD)
                    .refuses(flag, "1", BAD)
                    .after("{\"%s\": true}".formatted(flag))
                    .keeps("{\"%s\": null}".formatted(flag))
                    .given("{}");
        }
        table.takes("is_return_stream", "false")
                .refuses("is_return_stream", "true", BAD)
                .refuses("is_return_stream", "1", BAD)
                .keeps("{\"is_return_stream\": null}")
                .given("{}");
        table.takes("enterprise_project_id", "\"0\"")
                .takes("enterprise_project_id", "\"9b1c1b5e-0000-4a5e-8f00-1234567890ab\"")
                .refuses("enterprise_project_id", "\"a b\"", BAD)
                .takes("user_data_encrypt_kms_key_id", "\"k-1\"")
                .takes("code_encrypt_kms_key_id", "\"k-2\"");
    }
}
